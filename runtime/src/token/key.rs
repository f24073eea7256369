//! One key, pinned to one algorithm.
//!
//! Floor 3.

use std::fmt;

use aws_lc_rs::rsa::PublicKey as RsaPublicKey;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair,
    ParsedPublicKey,
};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey};

use super::strength;
use crate::key_files::{FolderFault, is_guessable};

/// Why a key or a ring of keys is not taken. Names the place, never a byte of a key, and says how to make one.
#[non_exhaustive]
#[derive(thiserror::Error)]
pub enum KeyFault {
    /// RFC 7518, section 3.2 asks for a key at least as long as the hash.
    #[error("the HS256 key `{0}` is shorter than 32 bytes; make one with `openssl rand -base64 32`")]
    Short(String),
    /// One byte repeated, or a text that stands in documentation.
    #[error("the HS256 key `{0}` can be guessed; make one with `openssl rand -base64 32`")]
    Guessable(String),
    /// A shared secret is written in base64.
    #[error("the HS256 key `{0}` is not base64; make one with `openssl rand -base64 32`")]
    NotBase64(String),
    /// Neither PKCS#8 nor SubjectPublicKeyInfo of a kind that is taken.
    #[error(
        "the key `{0}` is not one PEM of an Ed25519 or P-256 private key (PKCS#8) or of an Ed25519, P-256 or RSA public key; make one \
         with `openssl genpkey -algorithm ed25519`"
    )]
    Unreadable(String),
    /// An RSA key that can be broken, or never verifies.
    #[error(
        "the RSA key `{0}` is weak: {1}; make one with `openssl genpkey -algorithm rsa -pkeyopt rsa_keygen_bits:3072`"
    )]
    Weak(String, &'static str),
    /// Two keys with one id.
    #[error("two keys have the id `{0}`; a key id names one key, so rename one of them")]
    Repeated(String),
    /// A key id is 1 to 128 characters.
    #[error(
        "`{0}` is no id of a key: 1 to 128 visible ASCII characters; name the key after the day it is made, such as `2026-11-25-1`"
    )]
    Unnamed(String),
    /// The folder has no key, or there is none at the place.
    #[error(
        "`{0}` holds no key; make one with `openssl genpkey -algorithm ed25519 -out {0}/2026-11-25-1.pem`"
    )]
    Missing(String),
    /// The variable is unset, or the file unreadable or open to everybody.
    #[error("{0}; a key is made with `openssl genpkey -algorithm ed25519`")]
    Secret(#[from] crate::secret::SecretFault),
    /// A file in the folder that is no key.
    #[error(
        "`{0}` is neither `.pem` nor `.hs256`, and a folder of keys holds nothing else; rename it or take it out"
    )]
    Stranger(String),
    /// More keys than anybody rotates.
    #[error("`{0}` holds more than 64 keys; take out those whose tokens have expired")]
    TooMany(String),
    /// Everybody on the machine may put keys into the folder.
    #[error("the folder `{0}` can be written by every user of this machine; run `chmod 700 {0}`")]
    Open(String),
    /// The key could not be made or kept.
    #[error("no key could be made in `{0}`: {1}")]
    NotMade(String, std::io::Error),
}

impl From<FolderFault> for KeyFault {
    fn from(fault: FolderFault) -> Self {
        match fault {
            FolderFault::Missing(place) => Self::Missing(place),
            FolderFault::TooMany(place) => Self::TooMany(place),
            FolderFault::Open(place) => Self::Open(place),
            FolderFault::Stranger(place, _) => Self::Stranger(place),
            FolderFault::Unreadable(fault) => Self::Secret(fault),
            FolderFault::NotMade(place, error) => Self::NotMade(place, error),
        }
    }
}

/// The reason in words, because a `main` that gives an error prints it so.
impl fmt::Debug for KeyFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The public half of a key, by its numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Public {
    Ed25519(Vec<u8>),
    /// An uncompressed point of P-256.
    P256(Vec<u8>),
    Rsa {
        n: Vec<u8>,
        e: Vec<u8>,
    },
}

/// RFC 8410, section 4: what stands before the 32 bytes of the key.
const ED25519_SPKI: &[u8] = &[0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
/// RFC 5480, section 2: what stands before the 65 bytes of the point.
const P256_SPKI: &[u8] = &[
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86,
    0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];

impl Public {
    /// A SubjectPublicKeyInfo.
    pub(super) fn from_spki(der: &[u8]) -> Option<Self> {
        if let Some(key) = der.strip_prefix(ED25519_SPKI) {
            return Some(Self::Ed25519(key.to_vec()));
        }
        if let Some(point) = der.strip_prefix(P256_SPKI) {
            return Some(Self::P256(point.to_vec()));
        }
        let key = RsaPublicKey::from_der(der).ok()?;
        let (n, e) = rsa_numbers(key.as_ref())?;
        Some(Self::Rsa { n, e })
    }

    fn algorithm(&self) -> Algorithm {
        match self {
            Self::Ed25519(_) => Algorithm::EdDSA,
            Self::P256(_) => Algorithm::ES256,
            Self::Rsa { .. } => Algorithm::RS256,
        }
    }
}

/// One verifying key.
pub(crate) struct Key {
    pub(super) id: String,
    pub(super) algorithm: Algorithm,
    pub(super) verifying: DecodingKey,
    /// `None` for a shared secret.
    pub(super) public: Option<Public>,
}

impl Key {
    /// A key of this public half; `place` names it in a fault.
    pub(super) fn of_public(id: &str, place: &str, public: Public) -> Result<Self, KeyFault> {
        let unreadable = || KeyFault::Unreadable(place.to_owned());
        let verifying = match &public {
            Public::Ed25519(key) if key.len() == 32 => DecodingKey::from_ed_der(key),
            Public::P256(point) if point.len() == 65 => {
                // A point beside the curve is refused here rather than at each token.
                ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).map_err(|_| unreadable())?;
                DecodingKey::from_ec_der(point)
            }
            Public::Rsa { n, e } => match strength::rsa_weakness(n, e) {
                None => DecodingKey::from_rsa_raw_components(n, e),
                Some(weakness) => return Err(KeyFault::Weak(place.to_owned(), weakness)),
            },
            _ => return Err(unreadable()),
        };
        let id = checked(id)?;
        Ok(Self { id, algorithm: public.algorithm(), verifying, public: Some(public) })
    }

    /// HS256 with a shared secret.
    pub(super) fn of_secret(id: &str, place: &str, secret: &[u8]) -> Result<Self, KeyFault> {
        if !strength::is_long(secret) {
            return Err(KeyFault::Short(place.to_owned()));
        }
        if is_guessable(secret) {
            return Err(KeyFault::Guessable(place.to_owned()));
        }
        Ok(Self::unchecked(&checked(id)?, secret))
    }

    /// HS256 with whatever stands there.
    pub(super) fn unchecked(id: &str, secret: &[u8]) -> Self {
        let verifying = DecodingKey::from_secret(secret);
        Self { id: id.to_owned(), algorithm: Algorithm::HS256, verifying, public: None }
    }
}

/// The key that signs new tokens.
pub(crate) struct SigningKey {
    pub(super) id: String,
    pub(super) algorithm: Algorithm,
    pub(super) signing: EncodingKey,
}

impl SigningKey {
    /// HS256 with a shared secret that a [`Key`] was made of.
    pub(super) fn of_secret(id: &str, secret: &[u8]) -> Self {
        Self { id: id.to_owned(), algorithm: Algorithm::HS256, signing: EncodingKey::from_secret(secret) }
    }

    /// A private key in PKCS#8, Ed25519 or P-256, with what verifies it.
    pub(super) fn of_pkcs8(id: &str, place: &str, der: &[u8]) -> Result<(Key, Self), KeyFault> {
        let (public, signing) = if let Ok(pair) = Ed25519KeyPair::from_pkcs8(der) {
            (Public::Ed25519(pair.public_key().as_ref().to_vec()), EncodingKey::from_ed_der(der))
        } else if let Ok(pair) = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, der) {
            (Public::P256(pair.public_key().as_ref().to_vec()), EncodingKey::from_ec_der(der))
        } else {
            return Err(KeyFault::Unreadable(place.to_owned()));
        };
        let key = Key::of_public(id, place, public)?;
        let signing = Self { id: key.id.clone(), algorithm: key.algorithm, signing };
        Ok((key, signing))
    }
}

fn checked(id: &str) -> Result<String, KeyFault> {
    if id.is_empty() || id.len() > 128 || !id.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(KeyFault::Unnamed(id.escape_default().take(128).collect()));
    }
    Ok(id.to_owned())
}

/// Modulus and exponent of a DER `RSAPublicKey` (RFC 8017, appendix A.1.1).
fn rsa_numbers(der: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let (numbers, _) = der_value(0x30, der)?;
    let (modulus, rest) = der_value(0x02, numbers)?;
    let (exponent, _) = der_value(0x02, rest)?;
    let plain = |number: &[u8]| -> Vec<u8> { number.iter().copied().skip_while(|byte| *byte == 0).collect() };
    Some((plain(modulus), plain(exponent)))
}

/// What stands in a DER value of this tag, and what follows it.
fn der_value(tag: u8, der: &[u8]) -> Option<(&[u8], &[u8])> {
    let (head, rest) = der.split_first_chunk::<2>()?;
    let [found, length] = *head;
    if found != tag {
        return None;
    }
    if length < 0x80 {
        return rest.split_at_checked(usize::from(length));
    }
    let (digits, rest) = rest.split_at_checked(usize::from(length & 0x7f))?;
    let length = digits
        .iter()
        .try_fold(0_usize, |sum, digit| sum.checked_mul(256)?.checked_add(usize::from(*digit)))?;
    rest.split_at_checked(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_rsa_keys_are_read() {
        let der = [&[0x30, 0x0a, 0x02, 0x03, 0x00, 0x81, 0x02, 0x02, 0x03][..], &[1, 0, 1]].concat();
        assert_eq!(rsa_numbers(&der), Some((vec![0x81, 0x02], vec![1, 0, 1])));
        assert_eq!(rsa_numbers(&[0x30, 0x82, 0xff]), None);
        assert_eq!(rsa_numbers(&[]), None);
    }

    #[test]
    fn keys_have_names_and_points_are_on_the_curve() {
        let random: [u8; 32] = rand::random();
        for id in ["", "a b", "\u{e9}", &"a".repeat(129)] {
            assert!(matches!(Key::of_secret(id, "k", &random), Err(KeyFault::Unnamed(_))), "{id}");
        }
        assert!(Key::of_public("k", "k", Public::P256([&[4][..], &[1; 64]].concat())).is_err());
        assert!(Key::of_public("k", "k", Public::Ed25519(vec![1; 31])).is_err());
    }

    #[test]
    fn faults_say_how_to_make_a_key() {
        for fault in [
            KeyFault::Short("k".into()),
            KeyFault::Unreadable("k".into()),
            KeyFault::Missing("keys".into()),
            KeyFault::Weak("k".into(), "its modulus is even"),
        ] {
            assert!(format!("{fault:?}").contains("make one with `openssl"), "{fault}");
        }
    }
}
