//! What an account is called, and which names are the same to people.
//!
//! Floor 5. Unicode Standard Annex 15 (NFKC), Unicode Technical Standard 39 (confusables), RFC 5891 (domains).

use icu_casemap::CaseMapper;
use icu_normalizer::ComposingNormalizer;
use unicode_security::GeneralSecurityProfile as _;
use unicode_security::confusable_detection::skeleton;

use crate::fold::folded;

/// The fewest and the most code points of a name. 254 bytes are the longest address of RFC 5321.
const SHORTEST: usize = 3;
const LONGEST: usize = 254;

/// Names that speak for the operator, whoever has them.
const RESERVED: [&str; 26] = [
    "abuse",
    "admin",
    "administrator",
    "anonymous",
    "daemon",
    "everyone",
    "help",
    "hostmaster",
    "info",
    "mail",
    "moderator",
    "nobody",
    "noreply",
    "official",
    "operator",
    "owner",
    "postmaster",
    "root",
    "security",
    "staff",
    "superuser",
    "support",
    "sysadmin",
    "system",
    "webmaster",
    "www",
];

/// The name that an account is found by: a user name or an e-mail address.
///
/// `Alice`, `ALICE` and `Ａｌｉｃｅ` are one name, and the domain of an address is the one that the network knows. A name that looks like another
/// (`аlice` with a Cyrillic а, `a1ice`) is another name, which no second account may have.
#[derive(Debug, Clone)]
pub struct LoginName {
    shown: String,
    login: String,
    look: String,
}

impl LoginName {
    /// Reads a name; none where no account can have it: it is too short or too long, or has blanks, control characters or what no
    /// identifier has.
    pub fn read(text: &str) -> Option<Self> {
        if text.len() > 4 * LONGEST {
            return None;
        }
        let shown = ComposingNormalizer::new_nfkc().normalize(text).into_owned();
        // Counted once composed: whoever types it composed has the same name.
        if !(SHORTEST..=LONGEST).contains(&shown.chars().count()) || !shown.chars().all(is_of_a_name) {
            return None;
        }
        let (login, seen) = match shown.rsplit_once('@') {
            None => {
                let login = folded(&shown);
                let seen = look(&login);
                (login, seen)
            }
            Some((local, domain)) if !local.is_empty() && !local.contains('@') && domain.contains('.') => {
                // Not folded before: `straße.example` and `strasse.example` are two domains.
                let (local, domain) = (folded(local), idna::domain_to_ascii_strict(domain).ok()?);
                (format!("{local}@{domain}"), format!("{}@{domain}", look(&local)))
            }
            Some(_) => return None,
        };
        // Some letters of living scripts have small ones that nobody writes any more.
        if !login.chars().all(is_of_a_name) {
            return None;
        }
        // Capitals look like others than their small letters do: a Greek `Η` like H. Where that makes a difference, people see the small ones.
        let small = small(&shown);
        let shown = if look(&shown) == look(&small) { shown } else { small };
        (login.len() <= LONGEST && seen.len() <= 4 * LONGEST).then_some(Self { shown, login, look: seen })
    }

    /// The name as people see it.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// The one text of the name by which an account is found.
    pub fn login(&self) -> &str {
        &self.login
    }

    /// What the name looks like: no two accounts have the same.
    pub fn look(&self) -> &str {
        &self.look
    }

    /// Whether the name would speak for the operator. An address is its owner's.
    pub(super) fn is_reserved(&self, more: &[String]) -> bool {
        let same = |reserved: &str| look(reserved) == self.look;
        !self.login.contains('@')
            && (RESERVED.iter().any(|name| same(name)) || more.iter().any(|name| same(name)))
    }

    /// What a password must not be made of.
    pub(super) fn words(&self) -> Vec<String> {
        let parts = self.login.split(|letter: char| !letter.is_alphanumeric()).filter(|part| part.len() > 2);
        std::iter::once(self.login.clone()).chain(parts.map(str::to_owned)).collect()
    }
}

/// Letters and digits of living scripts, and the marks that addresses have.
fn is_of_a_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric()
        || "@.+-_'!#$%&*/=?^`{|}~".contains(letter)
        || (!letter.is_ascii() && letter.identifier_allowed())
}

/// The same text in small letters. One by one, since a `Σ` at the end of a word would become another letter than in a domain.
fn small(text: &str) -> String {
    let small: String = text.chars().flat_map(char::to_lowercase).collect();
    ComposingNormalizer::new_nfkc().normalize(&small).into_owned()
}

/// What a text looks like. Seen twice, since what letters are mistaken for may have capitals, whose small letters are mistaken for others. `I` is
/// mistaken for `l`, and is the capital of `i`, so all three are one, as `1` and `|` are.
fn look(text: &str) -> String {
    let fold = |seen: &str| CaseMapper::new().fold_string(seen).replace('i', "l");
    let seen = |text: &str| fold(&skeleton(text).collect::<String>());
    seen(&seen(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn login(text: &str) -> Option<String> {
        LoginName::read(text).map(|name| name.login)
    }

    #[test]
    fn one_login_for_one_name() {
        for (text, meant) in [
            ("Alice", "alice"),
            ("Ａｌｉｃｅ", "alice"),
            ("alice+orders@Example.COM", "alice+orders@example.com"),
            ("o'hara@example.com", "o'hara@example.com"),
            ("STRASSE", "strasse"),
            ("straße", "strasse"),
            ("josé@bücher.example", "josé@xn--bcher-kva.example"),
            ("josé@XN--BCHER-KVA.example", "josé@xn--bcher-kva.example"),
        ] {
            assert_eq!(login(text).as_deref(), Some(meant), "{text}");
        }
    }

    #[test]
    fn what_is_no_name_is_refused() {
        let long = "a".repeat(255);
        let address = format!("{}@example.com", "a".repeat(250));
        for text in [
            "",
            "ab",
            "   ",
            "al ice",
            " alice",
            "alice\n",
            "al\0ice",
            "alice\u{202e}",
            "a\u{200b}lice",
            "alice\u{7f}",
            "@example.com",
            "alice@",
            "alice@localhost",
            "al@ice@example.com",
            "\"al ice\"@example.com",
            "\"alice\"@example.com",
            "alice@-.com",
            "alice@exa mple.com",
            "a<b>c",
            "a\\b;c",
            "alice@example..com",
            "\u{e000}\u{e001}\u{e002}",
            &long,
            &address,
        ] {
            assert_eq!(login(text), None, "{text:?}");
        }
    }

    #[test]
    fn looks_are_told() {
        let look = |text: &str| LoginName::read(text).unwrap().look;
        for (one, other) in
            [("alice", "аlice"), ("alice", "a1ice"), ("bob", "b0b"), ("alice", "ALICE"), ("alice", "aIice")]
        {
            assert_eq!(look(one), look(other), "{one} {other}");
        }
        assert!(look("alice") != look("alicia"));
        for name in ["admin", "ADMIN", "аdmin", "adm1n", "Root", "r00t", "Support", "heIp"] {
            assert!(LoginName::read(name).unwrap().is_reserved(&[]), "{name}");
        }
        assert!(!LoginName::read("admin@example.com").unwrap().is_reserved(&[]));
        assert!(LoginName::read("acme").unwrap().is_reserved(&["Acme".to_owned()]));
        assert_eq!(
            LoginName::read("al.wonder@x-y.example").unwrap().words(),
            ["al.wonder@x-y.example", "wonder", "example"]
        );
    }

    #[test]
    fn capitals_are_shown_where_they_hide_nothing() {
        for (text, shown) in [
            ("Alice", "Alice"),
            ("McDonald", "McDonald"),
            ("José@Bücher.example", "José@Bücher.example"),
            ("\u{397}ELP", "\u{3b7}elp"),
            ("x@\u{397}\u{3a3}.example", "x@\u{3b7}\u{3c3}.example"),
        ] {
            assert_eq!(LoginName::read(text).unwrap().shown, shown);
        }
    }

    /// For every letter: whatever a name is read as is a name, and the same one, and looks as it does.
    #[test]
    fn names_are_read_once_for_all() {
        let mut once = Vec::new();
        for letter in (0..=0x0010_ffff).filter_map(char::from_u32) {
            if !is_of_a_name(letter) {
                continue;
            }
            let local = format!("{letter}\u{301}z\u{323}{letter}");
            let address = letter.is_uppercase().then(|| format!("x{letter}@{letter}x{letter}.example"));
            for name in std::iter::once(local).chain(address).filter_map(|text| LoginName::read(&text)) {
                for again in [&name.shown, &name.login] {
                    let again = LoginName::read(again).map(|again| (again.login, again.look));
                    if again != Some((name.login.clone(), name.look.clone())) {
                        once.push(format!("{name:?} {again:?}"));
                    }
                }
                if !name.look.contains('@') && look(&name.look) != name.look {
                    once.push(format!("{name:?} {}", look(&name.look)));
                }
            }
        }
        assert!(once.is_empty(), "{} {:#?}", once.len(), once.get(..once.len().min(20)));
    }
}
