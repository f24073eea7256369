//! Keys by id, each pinned to one algorithm.
//!
//! Floor 3.

use std::fmt;

use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey};

/// Why a key is not taken. Names the key, never its bytes.
#[derive(Debug, thiserror::Error)]
pub enum KeyFault {
    /// RFC 7518, section 3.2 asks for a key at least as long as the hash.
    #[error("the HS256 key `{0}` is shorter than 32 bytes; make one with `openssl rand -base64 32`")]
    Short(String),
    /// One byte repeated, or a text that stands in documentation.
    #[error("the HS256 key `{0}` can be guessed; make one with `openssl rand -base64 32`")]
    Guessable(String),
    /// Not a PEM of this algorithm, or an RSA modulus under 2048 bits.
    #[error("the key `{0}` is not a PEM of an acceptable key for its algorithm")]
    Unreadable(String),
    /// Two keys with one id.
    #[error("two keys have the id `{0}`; a key id names one key")]
    Repeated(String),
    /// A key id is 1 to 128 characters.
    #[error("a key id has 1 to 128 visible ASCII characters")]
    Unnamed,
}

/// One verifying key.
pub(crate) struct Key {
    pub(crate) id: String,
    pub(crate) algorithm: Algorithm,
    pub(crate) verifying: DecodingKey,
}

/// The key that signs new tokens.
pub(crate) struct SigningKey {
    pub(crate) id: String,
    pub(crate) algorithm: Algorithm,
    pub(crate) signing: EncodingKey,
}

/// Several verifying keys and at most one signing key, chosen by `kid`.
///
/// ```
/// # use portcullis::identity::KeyRing;
/// let ring = KeyRing::new().signing_hs256("2026-11", &[7; 16]);
/// assert!(ring.is_err(), "16 bytes are too short");
/// ```
#[derive(Default)]
pub struct KeyRing {
    pub(crate) keys: Vec<Key>,
    pub(crate) signing: Option<SigningKey>,
    pub(crate) ephemeral: bool,
}

impl fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ids: Vec<&str> = self.keys.iter().map(|key| key.id.as_str()).collect();
        f.debug_struct("KeyRing").field("ids", &ids).finish_non_exhaustive()
    }
}

impl KeyRing {
    /// A ring without keys. It verifies nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// One random HS256 key that dies with the process: for development and tests. Production does not start
    /// with it.
    pub fn ephemeral() -> Self {
        let secret: [u8; 32] = rand::random();
        let key = Key {
            id: "ephemeral".to_owned(),
            algorithm: Algorithm::HS256,
            verifying: DecodingKey::from_secret(&secret),
        };
        let signing = SigningKey {
            id: key.id.clone(),
            algorithm: key.algorithm,
            signing: EncodingKey::from_secret(&secret),
        };
        Self { keys: vec![key], signing: Some(signing), ephemeral: true }
    }

    /// Verifies HS256 with a shared secret of at least 32 bytes.
    ///
    /// # Errors
    /// The secret is short or guessable, or the id is taken.
    pub fn hs256(self, id: &str, secret: &[u8]) -> Result<Self, KeyFault> {
        strong(id, secret)?;
        self.with(id, Algorithm::HS256, DecodingKey::from_secret(secret))
    }

    /// Verifies EdDSA (Ed25519) with a public key in PEM.
    ///
    /// # Errors
    /// The PEM is not such a key, or the id is taken.
    pub fn ed25519(self, id: &str, public_pem: &[u8]) -> Result<Self, KeyFault> {
        let key = DecodingKey::from_ed_pem(public_pem).map_err(|_| KeyFault::Unreadable(id.to_owned()))?;
        self.with(id, Algorithm::EdDSA, key)
    }

    /// Verifies ES256 (P-256) with a public key in PEM.
    ///
    /// # Errors
    /// The PEM is not such a key, or the id is taken.
    pub fn es256(self, id: &str, public_pem: &[u8]) -> Result<Self, KeyFault> {
        let key = DecodingKey::from_ec_pem(public_pem).map_err(|_| KeyFault::Unreadable(id.to_owned()))?;
        self.with(id, Algorithm::ES256, key)
    }

    /// Verifies RS256 with a public key in PEM, of at least 2048 bits. There is no signing with RSA.
    ///
    /// # Errors
    /// The PEM is not such a key, or the id is taken.
    pub fn rs256(self, id: &str, public_pem: &[u8]) -> Result<Self, KeyFault> {
        let unreadable = || KeyFault::Unreadable(id.to_owned());
        let key = DecodingKey::from_rsa_pem(public_pem).map_err(|_| unreadable())?;
        let bits = key.try_get_as_bytes().ok().and_then(modulus_bits).unwrap_or(0);
        if bits < 2048 {
            return Err(unreadable());
        }
        self.with(id, Algorithm::RS256, key)
    }

    /// Signs, and verifies, HS256 with a shared secret of at least 32 bytes.
    ///
    /// # Errors
    /// The secret is short or guessable, or the id is taken.
    pub fn signing_hs256(self, id: &str, secret: &[u8]) -> Result<Self, KeyFault> {
        let ring = self.hs256(id, secret)?;
        Ok(ring.signing(id, Algorithm::HS256, EncodingKey::from_secret(secret)))
    }

    /// Signs, and verifies, EdDSA with an Ed25519 private key in PEM (PKCS#8).
    ///
    /// # Errors
    /// The PEM is not such a key, or the id is taken.
    pub fn signing_ed25519(self, id: &str, private_pem: &[u8]) -> Result<Self, KeyFault> {
        let key = EncodingKey::from_ed_pem(private_pem).map_err(|_| KeyFault::Unreadable(id.to_owned()))?;
        self.signing_pair(id, Algorithm::EdDSA, key)
    }

    /// Signs, and verifies, ES256 with a P-256 private key in PEM (PKCS#8).
    ///
    /// # Errors
    /// The PEM is not such a key, or the id is taken.
    pub fn signing_es256(self, id: &str, private_pem: &[u8]) -> Result<Self, KeyFault> {
        let key = EncodingKey::from_ec_pem(private_pem).map_err(|_| KeyFault::Unreadable(id.to_owned()))?;
        self.signing_pair(id, Algorithm::ES256, key)
    }

    fn signing_pair(self, id: &str, algorithm: Algorithm, key: EncodingKey) -> Result<Self, KeyFault> {
        let public = Jwk::from_encoding_key(&key, algorithm)
            .and_then(|jwk| DecodingKey::from_jwk(&jwk))
            .map_err(|_| KeyFault::Unreadable(id.to_owned()))?;
        Ok(self.with(id, algorithm, public)?.signing(id, algorithm, key))
    }

    fn signing(mut self, id: &str, algorithm: Algorithm, signing: EncodingKey) -> Self {
        self.signing = Some(SigningKey { id: id.to_owned(), algorithm, signing });
        self
    }

    fn with(mut self, id: &str, algorithm: Algorithm, verifying: DecodingKey) -> Result<Self, KeyFault> {
        if id.is_empty() || id.len() > 128 || !id.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(KeyFault::Unnamed);
        }
        if self.keys.iter().any(|key| key.id == id) {
            return Err(KeyFault::Repeated(id.to_owned()));
        }
        self.keys.push(Key { id: id.to_owned(), algorithm, verifying });
        Ok(self)
    }
}

/// The length of the modulus in a DER `RSAPublicKey` (RFC 8017, appendix A.1.1): a sequence whose first integer it is.
fn modulus_bits(der: &[u8]) -> Option<usize> {
    let integer = der_content(0x30, der)?;
    let modulus = der_content(0x02, integer)?;
    let leading = modulus.iter().position(|byte| *byte != 0)?;
    let first = modulus.get(leading)?;
    Some((modulus.len() - leading) * 8 - first.leading_zeros() as usize)
}

/// What stands in a DER value of this tag.
fn der_content(tag: u8, der: &[u8]) -> Option<&[u8]> {
    let (head, rest) = der.split_first_chunk::<2>()?;
    let [found, length] = *head;
    if found != tag {
        return None;
    }
    if length < 0x80 {
        return rest.get(..usize::from(length));
    }
    let (digits, rest) = rest.split_at_checked(usize::from(length & 0x7f))?;
    let length = digits
        .iter()
        .try_fold(0_usize, |sum, digit| sum.checked_mul(256)?.checked_add(usize::from(*digit)))?;
    rest.get(..length)
}

/// At least 32 bytes, of which at least 8 differ, and no word that examples use.
fn strong(id: &str, secret: &[u8]) -> Result<(), KeyFault> {
    if secret.len() < 32 {
        return Err(KeyFault::Short(id.to_owned()));
    }
    let mut seen = [false; 256];
    for &byte in secret {
        if let Some(seen) = seen.get_mut(usize::from(byte)) {
            *seen = true;
        }
    }
    let distinct = seen.iter().filter(|seen| **seen).count();
    let text = String::from_utf8_lossy(secret).to_ascii_lowercase();
    let placeholder = ["changeme", "change-me", "change_me", "secret", "password", "example", "your-256-bit"]
        .iter()
        .any(|word| text.contains(word));
    if distinct < 8 || placeholder { Err(KeyFault::Guessable(id.to_owned())) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weak_secrets_are_refused() {
        for secret in [
            &[0_u8; 31][..],
            &[0_u8; 64],
            b"abcabcabcabcabcabcabcabcabcabcabcabcabc",
            b"my-very-long-secret-key-for-development-0123456789",
        ] {
            assert!(KeyRing::new().hs256("k", secret).is_err());
        }
        let secret: Vec<u8> = (0..32).collect();
        assert!(KeyRing::new().hs256("k", &secret).is_ok());
        assert!(KeyRing::new().hs256("", &secret).is_err());
        assert!(KeyRing::new().hs256("k", &secret).unwrap().hs256("k", &secret).is_err());
    }

    #[test]
    fn moduli_are_measured() {
        let der = |modulus: &[u8]| {
            let length = u8::try_from(modulus.len()).unwrap();
            let integer = [&[0x02, 0x81, length][..], modulus].concat();
            [&[0x30, 0x81, u8::try_from(integer.len()).unwrap()][..], &integer].concat()
        };
        assert_eq!(modulus_bits(&der(&[0x80; 128])), Some(1024));
        assert_eq!(modulus_bits(&der(&[&[0x00, 0x01][..], &[0xff; 99]].concat())), Some(793));
        assert_eq!(modulus_bits(&[0x30, 0x82, 0xff]), None);
        assert_eq!(modulus_bits(&[]), None);
    }

    #[test]
    fn debug_shows_no_key() {
        let shown = format!("{:?}", KeyRing::ephemeral());
        assert_eq!(shown, "KeyRing { ids: [\"ephemeral\"], .. }");
    }
}
