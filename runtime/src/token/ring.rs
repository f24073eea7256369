//! Keys by id: several that verify, at most one that signs.
//!
//! Floor 3.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use super::key::{Key, KeyFault, Public, SigningKey};
use super::material::KeySecret;
use super::pem::{self, Pem};

/// How often a ring that was read from files is read anew.
const REREAD: Duration = Duration::from_secs(10);

/// The keys of one moment.
#[derive(Default)]
pub(crate) struct Keys {
    pub(super) keys: Vec<Key>,
    pub(super) signing: Option<SigningKey>,
}

impl Keys {
    pub(super) fn add(&mut self, key: Key) -> Result<(), KeyFault> {
        if self.keys.iter().any(|known| known.id == key.id) {
            return Err(KeyFault::Repeated(key.id));
        }
        self.keys.push(key);
        Ok(())
    }

    pub(super) fn find(&self, id: &str) -> Option<&Key> {
        self.keys.iter().find(|key| key.id == id)
    }

    fn ids(&self) -> Vec<&str> {
        self.keys.iter().map(|key| key.id.as_str()).collect()
    }
}

/// Files that a ring was read from, and a digest of what stood there.
#[derive(Clone)]
pub(super) struct Source {
    pub(super) place: PathBuf,
    pub(super) digest: [u8; 32],
}

/// Several verifying keys and at most one signing key, chosen by `kid`.
///
/// Keys come from the operator: from the environment, a file or a folder, and those of files are read anew while the app runs. A key
/// that signs is a [`Secret`](crate::Secret), so it is never a text of the source; what only verifies may be public.
///
/// ```
/// # use portcullis::identity::KeyRing;
/// let folder = std::env::temp_dir().join(format!("keys-{}", std::process::id()));
/// let kid = KeyRing::make_key(&folder)?;
/// let ring = KeyRing::from_directory(&folder)?;
/// assert!(format!("{ring:?}").contains(&kid));
/// # std::fs::remove_dir_all(&folder).unwrap();
/// # Ok::<(), portcullis::identity::KeyFault>(())
/// ```
#[derive(Default)]
pub struct KeyRing {
    pub(super) keys: Keys,
    pub(super) ephemeral: bool,
    pub(super) source: Option<Source>,
    pub(super) reread: Option<Duration>,
}

impl fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyRing").field("ids", &self.keys.ids()).finish_non_exhaustive()
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
        Self { ephemeral: true, ..Self::random("ephemeral") }
    }

    /// One random HS256 key.
    pub(crate) fn random(id: &str) -> Self {
        let secret: [u8; 32] = rand::random();
        let mut ring = Self::new();
        // 32 random bytes are a key, but for the one time in 10^50 that fewer than 8 of them differ.
        ring.keys.keys.extend(Key::of_secret(id, id, &secret));
        ring.keys.signing = Some(SigningKey::of_secret(id, &secret));
        ring
    }

    /// Verifies HS256 with a shared secret of at least 32 random bytes, as base64.
    ///
    /// # Errors
    /// The secret is short or guessable, or the id is taken.
    pub fn hs256<S: KeySecret + ?Sized>(mut self, id: &str, secret: &S) -> Result<Self, KeyFault> {
        let secret = secret.shared().ok_or_else(|| KeyFault::NotBase64(id.to_owned()))?;
        self.keys.add(Key::of_secret(id, id, &secret)?)?;
        Ok(self)
    }

    /// Verifies EdDSA (Ed25519) with a public key in PEM.
    ///
    /// # Errors
    /// The PEM is not such a key, or the id is taken.
    pub fn ed25519(self, id: &str, public_pem: &[u8]) -> Result<Self, KeyFault> {
        self.public(id, public_pem, |public| matches!(public, Public::Ed25519(_)))
    }

    /// Verifies ES256 (P-256) with a public key in PEM.
    ///
    /// # Errors
    /// The PEM is not such a key, or the id is taken.
    pub fn es256(self, id: &str, public_pem: &[u8]) -> Result<Self, KeyFault> {
        self.public(id, public_pem, |public| matches!(public, Public::P256(_)))
    }

    /// Verifies RS256 with a public key in PEM, of at least 2048 bits. There is no signing with RSA.
    ///
    /// # Errors
    /// The PEM is not such a key, the key is weak, or the id is taken.
    pub fn rs256(self, id: &str, public_pem: &[u8]) -> Result<Self, KeyFault> {
        self.public(id, public_pem, |public| matches!(public, Public::Rsa { .. }))
    }

    /// Signs, and verifies, HS256 with a shared secret of at least 32 random bytes, as base64.
    ///
    /// # Errors
    /// The secret is short or guessable, or the id is taken.
    pub fn signing_hs256<S: KeySecret + ?Sized>(self, id: &str, secret: &S) -> Result<Self, KeyFault> {
        let mut ring = self.hs256(id, secret)?;
        ring.keys.signing = secret.shared().map(|secret| SigningKey::of_secret(id, &secret));
        Ok(ring)
    }

    /// Signs, and verifies, EdDSA with an Ed25519 private key in PEM (PKCS#8).
    ///
    /// # Errors
    /// The PEM is not such a key, or the id is taken.
    pub fn signing_ed25519<S: KeySecret + ?Sized>(self, id: &str, private_pem: &S) -> Result<Self, KeyFault> {
        self.private(id, private_pem, |public| matches!(public, Some(Public::Ed25519(_))))
    }

    /// Signs, and verifies, ES256 with a P-256 private key in PEM (PKCS#8).
    ///
    /// # Errors
    /// The PEM is not such a key, or the id is taken.
    pub fn signing_es256<S: KeySecret + ?Sized>(self, id: &str, private_pem: &S) -> Result<Self, KeyFault> {
        self.private(id, private_pem, |public| matches!(public, Some(Public::P256(_))))
    }

    /// How often the files of the ring are read anew, by default every 10 seconds.
    #[must_use]
    pub fn reread_every(mut self, pause: Duration) -> Self {
        self.reread = Some(pause.max(Duration::from_millis(10)));
        self
    }

    pub(super) fn pause(&self) -> Duration {
        self.reread.unwrap_or(REREAD)
    }

    fn public(mut self, id: &str, pem: &[u8], fits: fn(&Public) -> bool) -> Result<Self, KeyFault> {
        let public = match pem::read(pem) {
            Some(Pem::Public(der)) => Public::from_spki(&der).filter(fits),
            _ => None,
        };
        let public = public.ok_or_else(|| KeyFault::Unreadable(id.to_owned()))?;
        self.keys.add(Key::of_public(id, id, public)?)?;
        Ok(self)
    }

    fn private<S: KeySecret + ?Sized>(
        mut self,
        id: &str,
        pem: &S,
        fits: fn(Option<&Public>) -> bool,
    ) -> Result<Self, KeyFault> {
        let Some(Pem::Private(der)) = pem::read(pem.text()) else {
            return Err(KeyFault::Unreadable(id.to_owned()));
        };
        let (key, signing) = SigningKey::of_pkcs8(id, id, &der)?;
        if !fits(key.public.as_ref()) {
            return Err(KeyFault::Unreadable(id.to_owned()));
        }
        self.keys.add(key)?;
        self.keys.signing = Some(signing);
        Ok(self)
    }
}

/// For vectors.
#[cfg(any(feature = "testing", doc))]
impl KeyRing {
    pub(crate) fn signed(&self, token: &str) -> bool {
        super::signed::Signed::read(token).is_ok_and(|signed| {
            self.keys.find(&signed.header.kid).is_some_and(|key| signed.check(key).is_ok())
        })
    }

    pub(crate) fn of_jwks(set: &[u8]) -> Option<Self> {
        super::jwk::read_set(set).ok().map(|keys| Self { keys, ..Self::default() })
    }

    pub(crate) fn weak(id: &str, secret: &[u8]) -> Self {
        let mut ring = Self::new();
        ring.keys.keys.push(Key::unchecked(id, secret));
        ring
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::Secret;

    #[test]
    fn weak_secrets_are_refused() {
        let ring = |id: &str, secret: &[u8]| KeyRing::new().hs256(id, &Secret::new(secret.to_vec()));
        assert!(matches!(ring("k", &[0; 31]), Err(KeyFault::Short(_))));
        assert!(matches!(ring("k", &[0; 64]), Err(KeyFault::Guessable(_))));
        let secret = Secret::new((0..32).collect::<Vec<u8>>());
        assert!(KeyRing::new().hs256("k", &secret).is_ok());
        assert!(KeyRing::new().hs256("", &secret).is_err());
        assert!(KeyRing::new().hs256("k", &secret).unwrap().hs256("k", &secret).is_err());
    }

    #[test]
    fn a_shared_secret_of_the_operator_is_base64() {
        let ring = |text: &str| KeyRing::new().signing_hs256("k", &Secret::new(text.to_owned()));
        assert!(ring("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=").is_ok());
        assert!(ring("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8\n").is_ok());
        // 44 letters, but 31 bytes.
        assert!(matches!(ring("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHg=="), Err(KeyFault::Short(_))));
        assert!(matches!(ring("correct horse battery staple, and 32 more"), Err(KeyFault::NotBase64(_))));
    }

    #[test]
    fn debug_shows_no_key() {
        let shown = format!("{:?}", KeyRing::ephemeral());
        assert_eq!(shown, "KeyRing { ids: [\"ephemeral\"], .. }");
    }
}
