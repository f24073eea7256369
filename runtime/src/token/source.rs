//! Rings of the operator: read from the environment, from a file or from a folder.
//!
//! Floor 3. Whatever is not a key is told; nothing is passed over.

use std::path::{Path, PathBuf};

use aws_lc_rs::digest;
use zeroize::Zeroizing;

use super::jwk;
use super::key::{Key, KeyFault, SigningKey};
use super::pem::{self, Pem};
use super::ring::{KeyRing, Keys, Source};
use crate::key_files::{KeyFile, from_base64, paths_of};
use crate::secret::{Secret, read_private};

impl KeyRing {
    /// The ring of the one key in this environment variable: a private or public key in PEM, or the base64 of a shared secret for
    /// HS256. Its id is made of the key itself. Other keys, such as the one before, are added by [`KeyRing::ed25519`] and its like.
    ///
    /// # Errors
    /// The variable is unset, or what it holds is no strong key.
    pub fn from_env(name: &str) -> Result<Self, KeyFault> {
        Self::of_text(name, Secret::from_env(name)?.reveal())
    }

    fn of_text(place: &str, text: &str) -> Result<Self, KeyFault> {
        let mut keys = Keys::default();
        take(&mut keys, None, place, &Content::of(text.as_bytes()))?;
        Ok(Self { keys, ..Self::default() })
    }

    /// The ring of the one key in this file, `<kid>.pem` or `<kid>.hs256`. The file is read anew while the app runs.
    ///
    /// # Errors
    /// The file is missing, open to every user of the machine, or holds no strong key.
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, KeyFault> {
        Self::read(path.as_ref().to_owned())
    }

    /// The ring of all keys in this folder, which is read anew while the app runs.
    ///
    /// Each `<kid>.pem` is a private key, Ed25519 or P-256 in PKCS#8, which signs and verifies, or a public key, Ed25519, P-256 or RSA, which verifies; each
    /// `<kid>.hs256` is the base64 of a shared secret, which signs and verifies. New tokens are signed by the key whose name sorts last among those
    /// that can sign, so names are dates: `2026-11-25-1`. Names that begin with a dot are not looked at; anything else in the folder is a fault.
    ///
    /// # Errors
    /// The folder is missing or has no key; a file in it is no strong key, or is open to every user of the machine.
    pub fn from_directory(path: impl AsRef<Path>) -> Result<Self, KeyFault> {
        let path = path.as_ref();
        if !path.is_dir() {
            return Err(KeyFault::Missing(path.display().to_string()));
        }
        Self::read(path.to_owned())
    }

    fn read(place: PathBuf) -> Result<Self, KeyFault> {
        let files = Files::read(&place)?;
        let (keys, digest) = (files.keys()?, files.digest());
        Ok(Self { keys, source: Some(Source { place, digest }), ..Self::default() })
    }
}

/// The files of a ring, as they stand at one moment.
pub(super) struct Files(Vec<KeyFile>);

impl Files {
    /// The file at this place, or those in this folder, by name.
    pub(super) fn read(place: &Path) -> Result<Self, KeyFault> {
        let paths = if place.is_dir() { paths_of(place)? } else { vec![place.to_owned()] };
        let read = |path: PathBuf| Ok((path.clone(), Zeroizing::new(read_private(&path)?)));
        paths.into_iter().map(read).collect::<Result<_, KeyFault>>().map(Self)
    }

    /// Differs where a name or a byte does.
    pub(super) fn digest(&self) -> [u8; 32] {
        let mut all = digest::Context::new(&digest::SHA256);
        for (path, content) in &self.0 {
            for part in [path.as_os_str().as_encoded_bytes(), content] {
                all.update(&(part.len() as u64).to_be_bytes());
                all.update(part);
            }
        }
        let mut digest = [0; 32];
        digest.copy_from_slice(all.finish().as_ref());
        digest
    }

    pub(super) fn keys(&self) -> Result<Keys, KeyFault> {
        let mut keys = Keys::default();
        for (path, content) in &self.0 {
            let place = path.display().to_string();
            let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            let content = match path.extension().and_then(|extension| extension.to_str()) {
                Some("pem") => Content::Pem(content),
                Some("hs256") => Content::Shared(content),
                _ => return Err(KeyFault::Stranger(place)),
            };
            take(&mut keys, Some(stem), &place, &content)?;
        }
        Ok(keys)
    }
}

/// What a key is written as.
enum Content<'a> {
    Pem(&'a [u8]),
    Shared(&'a [u8]),
}

impl<'a> Content<'a> {
    fn of(text: &'a [u8]) -> Self {
        let is_pem = text.trim_ascii_start().starts_with(b"-----BEGIN");
        if is_pem { Self::Pem(text) } else { Self::Shared(text) }
    }
}

/// Takes one key into the ring; where it can sign, it signs instead of those before it. A key without a name is named after itself.
fn take(keys: &mut Keys, id: Option<&str>, place: &str, content: &Content<'_>) -> Result<(), KeyFault> {
    let unreadable = || KeyFault::Unreadable(place.to_owned());
    match *content {
        Content::Shared(text) => {
            let text = std::str::from_utf8(text).map_err(|_| KeyFault::NotBase64(place.to_owned()))?;
            let secret = from_base64(text).ok_or_else(|| KeyFault::NotBase64(place.to_owned()))?;
            let id = id.map_or_else(|| jwk::id_of_secret(&secret), str::to_owned);
            keys.add(Key::of_secret(&id, place, &secret)?)?;
            keys.signing = Some(SigningKey::of_secret(&id, &secret));
        }
        Content::Pem(text) => match pem::read(text).ok_or_else(unreadable)? {
            Pem::Private(der) => {
                let (mut key, mut signing) = SigningKey::of_pkcs8(id.unwrap_or("unnamed"), place, &der)?;
                if id.is_none() {
                    key.id = key.public.as_ref().map(jwk::thumbprint).ok_or_else(unreadable)?;
                    signing.id.clone_from(&key.id);
                }
                keys.add(key)?;
                keys.signing = Some(signing);
            }
            Pem::Public(der) => {
                let public = super::key::Public::from_spki(&der).ok_or_else(unreadable)?;
                let id = id.map_or_else(|| jwk::thumbprint(&public), str::to_owned);
                keys.add(Key::of_public(&id, place, public)?)?;
            }
        },
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        format!("{:?}", KeyRing::of_text("TOKEN_KEY", text).unwrap())
    }

    #[test]
    fn a_key_of_the_environment_is_named_after_itself() {
        // RFC 8037, appendices A.1 and A.3.
        let seed = [
            0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c, 0xc4,
            0x44, 0x49, 0xc5, 0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60,
        ];
        let head = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];
        let pem = pem::private(&[&head[..], &seed].concat());
        assert!(shown(&pem).contains("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"), "{}", shown(&pem));
        let secret = "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=";
        assert_eq!(shown(secret), shown(&format!("{secret}\n")));
        assert_ne!(shown(secret), shown("r83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA="));
        let told = format!("{:?}", KeyRing::of_text("TOKEN_KEY", "hunter2").unwrap_err());
        assert!(
            told.contains("TOKEN_KEY") && told.contains("openssl") && !told.contains("hunter2"),
            "{told}"
        );
    }
}
