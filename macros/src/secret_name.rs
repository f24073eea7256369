//! Names that say that their value is a secret: the one list.
//!
//! Floor 0.
//!
//! A name is read word by word, in whatever casing (`apiKey`, `API_KEY`, `api-key`), without numbers and plurals (`password2`,
//! `tokens`). One that has the word of a secret anywhere is that of a secret, unless its last word says that it is about one:
//! `token_expires_at`, `password_hint`, `token_count`. So a name that nobody thought of (`password_for_wifi`, `token_b64`) is judged
//! strictly, and a false alarm costs a better name or `waive_secret = "reason"`.

/// What a name says that its value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Secrecy {
    /// What a person knows: kept as the hash of a password.
    Password,
    /// What a machine made: kept as the hash of a token.
    Token,
}

/// Words of passwords, alone or at the end of one word (`userpassword`), or written as two (`pass_phrase`). A `pass` that says whose it is or when it
/// holds is no boarding pass.
const PASSWORDS: [&str; 17] = [
    "password",
    "passwd",
    "passphrase",
    "passcode",
    "pwd",
    "pwhash",
    "passhash",
    "newpass",
    "oldpass",
    "currentpass",
    "userpass",
    "adminpass",
    "rootpass",
    "loginpass",
    "dbpass",
    "smtppass",
    "mailpass",
];

/// Words of other secrets, in the same way.
const TOKENS: [&str; 13] = [
    "token",
    "secret",
    "credential",
    "apikey",
    "accesskey",
    "privatekey",
    "secretkey",
    "signingkey",
    "encryptionkey",
    "masterkey",
    "sharedkey",
    "hmackey",
    "jwt",
];

/// Words that are one of a secret where they end the name: a pin on a map has a colour, the pin of a card is `card_pin`.
const LAST: [(&str, Secrecy); 3] =
    [("pin", Secrecy::Password), ("pw", Secrecy::Password), ("bearer", Secrecy::Token)];

/// The whole name alone: `boarding_pass` is none.
const WHOLE: [(&str, Secrecy); 1] = [("pass", Secrecy::Password)];

/// Last words that tell something about a secret and nothing of it.
const ABOUT: [&str; 50] = [
    "age",
    "at",
    "attempt",
    "audience",
    "by",
    "changed",
    "count",
    "day",
    "enabled",
    "expired",
    "expiration",
    "expire",
    "expiry",
    "family",
    "hint",
    "hour",
    "id",
    "issuer",
    "kind",
    "label",
    "left",
    "length",
    "lifetime",
    "limit",
    "minute",
    "name",
    "on",
    "policy",
    "prefix",
    "provider",
    "quota",
    "remaining",
    "required",
    "revoked",
    "rotation",
    "scope",
    "score",
    "second",
    "set",
    "size",
    "state",
    "status",
    "strength",
    "total",
    "ttl",
    "type",
    "until",
    "usage",
    "used",
    "version",
];

/// Words of what does not leave besides, though it need not be kept as a hash.
const STAYS: [&str; 10] = ["otp", "totp", "pass", "salt", "cvv", "cvc", "ssn", "seed", "nonce", "cookie"];

/// The same, at the end of one word or as two.
const STAYS_TOO: [&str; 1] = ["sessionid"];

/// Whether a name says that its value is a secret, and which.
pub(crate) fn secrecy(name: &str) -> Option<Secrecy> {
    let words = words(name);
    let last = words.last()?;
    if ABOUT.contains(&last.as_str()) {
        return None;
    }
    let named =
        |list: &[(&str, Secrecy)]| list.iter().find(|(word, _)| word == last).map(|(_, secrecy)| *secrecy);
    let whole = if words.len() == 1 { named(&WHOLE) } else { None };
    // The last one says what it is: a `password_reset_token` is a token.
    whole.or(named(&LAST)).or_else(|| {
        pieces(&words).rev().find_map(|piece| {
            let ends = |list: &[&str]| list.iter().any(|word| piece.ends_with(word));
            match (ends(&PASSWORDS), ends(&TOKENS)) {
                (true, _) => Some(Secrecy::Password),
                (_, true) => Some(Secrecy::Token),
                _ => None,
            }
        })
    })
}

/// Whether a name says that its value does not leave.
pub(crate) fn stays(name: &str) -> bool {
    let words = words(name);
    let is_about = words.last().is_none_or(|last| ABOUT.contains(&last.as_str()));
    let is_one =
        words.iter().any(|word| STAYS.contains(&word.as_str()) || LAST.iter().any(|(last, _)| word == last));
    secrecy(name).is_some()
        || pieces(&words).any(|piece| STAYS_TOO.iter().any(|word| piece.ends_with(word)))
        || is_one && !is_about
}

/// Each word, and each two that stand together as one.
fn pieces(words: &[String]) -> impl DoubleEndedIterator<Item = String> {
    words.iter().enumerate().flat_map(move |(at, word)| {
        let before = at.checked_sub(1).and_then(|before| words.get(before));
        [before.map(|before| format!("{before}{word}")), Some(word.clone())].into_iter().flatten()
    })
}

/// `APIKey2`, `api_keys` as `api`, `key`.
fn words(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut words = vec![String::new()];
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| letters.get(before));
        let begins = letter.is_uppercase()
            && before.is_some_and(|before| {
                let next = letters.get(at + 1);
                !before.is_uppercase() || next.is_some_and(|next| next.is_lowercase())
            });
        if begins || !letter.is_alphanumeric() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| letter.is_alphanumeric()) {
            word.extend(letter.to_lowercase());
        }
    }
    let plain = |word: String| {
        let word = word.trim_end_matches(|letter: char| letter.is_ascii_digit());
        // `pass` and `status` are no plurals.
        let one = word.strip_suffix('s').filter(|one| !one.ends_with(['s', 'u']) && one.len() > 1);
        one.unwrap_or(word).to_owned()
    };
    words.into_iter().map(plain).filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets() {
        for name in [
            "password",
            "Password",
            "PASSWORD",
            "passwords",
            "password2",
            "password_2",
            "new_password",
            "newPassword",
            "newpassword",
            "password_confirmation",
            "passwordHash",
            "hashed_password",
            "user-password",
            "passwd",
            "pass_phrase",
            "passphrase",
            "pwd",
            "pass",
            "pw",
            "pin",
            "card_pin",
            "pass_word",
            "password_for_wifi",
            "userPWD",
            "pw_hash",
            "pass_hash",
            "new_pass",
            "dbPass",
            "smtp_pass",
        ] {
            assert_eq!(secrecy(name), Some(Secrecy::Password), "{name}");
        }
        for name in [
            "token",
            "tokens",
            "resetToken",
            "password_reset_token",
            "access_token",
            "accesstoken",
            "token_hash",
            "token_b64",
            "api_key",
            "apiKey",
            "APIKey",
            "apikey",
            "API_KEY",
            "api_key_live",
            "private_key",
            "stripe_secret",
            "clientsecret",
            "secret_answer",
            "credentials",
            "aws_access_keys",
            "jwt",
            "x-api-key",
            "bearer",
            "shared_key",
            "hmacKey",
        ] {
            assert_eq!(secrecy(name), Some(Secrecy::Token), "{name}");
        }
    }

    #[test]
    fn no_secrets() {
        for name in [
            "",
            "_",
            "item",
            "compass",
            "spinner",
            "tokenizer",
            "tokenized",
            "secretary",
            "secretary_phone",
            "boarding_pass",
            "bypass",
            "pin_color",
            "key",
            "public_key",
            "keyboard",
            "token_count",
            "token_counts",
            "tokens_left",
            "tokens_remaining",
            "bearer_bonds",
            "tokenCount",
            "token_expires_at",
            "token_expires",
            "password_changed_at",
            "passwordChangedAt",
            "password_hint",
            "password_strength",
            "token_type",
            "token_status",
            "token_id",
            "access_key_id",
            "secret_name",
            "api_key_prefix",
            "passwordless",
            "pwdx",
            "shipping",
            "opinion",
            "pins_total",
        ] {
            assert_eq!(secrecy(name), None, "{name}");
        }
    }

    #[test]
    fn what_stays() {
        for name in [
            "password_hash",
            "pin_code",
            "salt",
            "totp_seed",
            "session_id",
            "sessionId",
            "stripe_api_key",
            "userpassword",
            "pass",
        ] {
            assert!(stays(name), "{name}");
        }
        for name in [
            "compass",
            "spinner",
            "item",
            "tokenizer",
            "password_changed_at",
            "token_count",
            "otp_expires_at",
            "session",
        ] {
            assert!(!stays(name), "{name}");
        }
    }
}
