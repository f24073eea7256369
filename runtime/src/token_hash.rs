//! The hash of a token, as it is kept.
//!
//! Floor 4. OWASP ASVS 5.0, 11.4.1 and 13.3.1.

use std::fmt;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::digest::{SHA256, digest};

use crate::database::kept_text;
use crate::secret::{Secret, SecretValue};

/// The SHA-256 of a token, an API key or another secret that a machine made: the only form in which one is kept.
///
/// It is the type of a column of text, which holds 64 hexadecimal digits. It has no `Display`, no `==` and no `Serialize`, and `Debug`
/// shows nothing of it. A fast hash is right for what nobody can guess; a password has a [`PasswordHash`](crate::PasswordHash).
///
/// ```
/// use portcullis::prelude::*;
///
/// #[derive(Resource, Expose)]
/// #[resource(table = "integrations", owner = "user_id")]
/// struct Integration {
///     id: i64,
///     user_id: i64,
///     #[expose(never)]
///     api_key: TokenHash,
/// }
///
/// #[secure_input]
/// struct Call {
///     #[validate(length(min = 32, max = 128))]
///     api_key: Secret<String>,
/// }
///
/// fn is_of(call: &Call, integration: &Integration) -> bool {
///     integration.api_key.matches(&call.api_key)
/// }
/// ```
pub struct TokenHash(String);

impl TokenHash {
    /// The hash of a token.
    pub fn of<T: AsRef<[u8]> + SecretValue>(token: &Secret<T>) -> Self {
        let digest = digest(&SHA256, token.reveal().as_ref());
        Self(digest.as_ref().iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// Whether it is the hash of this token; compared in constant time.
    pub fn matches<T: AsRef<[u8]> + SecretValue>(&self, token: &Secret<T>) -> bool {
        verify_slices_are_equal(self.0.as_bytes(), Self::of(token).0.as_bytes()).is_ok()
    }
}

impl fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenHash(…)")
    }
}

kept_text!(TokenHash: Token);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_matches_its_token_alone() {
        let token = |text: &str| Secret::new(text.to_owned());
        let hash = TokenHash::of(&token("abc"));
        assert_eq!(hash.0, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert!(hash.matches(&token("abc")));
        assert!(!hash.matches(&token("abd")) && !hash.matches(&token("")));
        assert!(!TokenHash("abc".to_owned()).matches(&token("abc")), "a token in clear matches nothing");
        assert_eq!(format!("{hash:?}"), "TokenHash(…)");
    }
}
