//! The keys that the app signs its tokens with and those of its sealed columns: files in folders, the last of which signs, or seals. And the
//! secret that the payment provider signs with.

use std::error::Error;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use portcullis::identity::{KeyFault, KeyRing};
use portcullis::{SealingFault, SealingKeys, Secret};

/// Where the keys are kept in the folder of the app's data.
pub fn folder(data: &Path) -> PathBuf {
    data.join("keys")
}

/// Makes a key in the folder, which signs from the next reading on, and says what to do with the others.
///
/// # Errors
/// The folder cannot be written.
pub fn make(folder: &Path) -> Result<String, KeyFault> {
    let id = KeyRing::make_key(folder)?;
    Ok(format!(
        "The key `{id}` is in `{folder}`, and a running app signs with it in ten seconds.
Take older keys out once their tokens have expired; one that somebody may have seen, now.",
        folder = folder.display()
    ))
}

/// The keys of the folder; the first start makes one.
///
/// # Errors
/// A key is weak, or open to others, or cannot be read; or the folder cannot be written.
pub fn ring(folder: &Path) -> Result<KeyRing, KeyFault> {
    if !folder.exists() {
        KeyRing::make_key(folder)?;
    }
    KeyRing::from_directory(folder)
}

/// The keys of sealed columns; the first start makes one.
///
/// # Errors
/// A key is weak, or open to others, or cannot be read; or the folder cannot be written.
pub fn sealing(folder: &Path) -> Result<SealingKeys, SealingFault> {
    if !folder.exists() {
        SealingKeys::make_key(folder)?;
    }
    SealingKeys::from_directory(folder)
}

/// Where the secret is that the payment provider signs with.
pub fn payments_file(data: &Path) -> PathBuf {
    data.join("payments-secret")
}

/// The secret that the payment provider signs with. A real one gives it to you; here the first start makes one.
///
/// # Errors
/// The file can be neither read nor written, or others may read it.
pub fn payments(data: &Path) -> Result<Secret<String>, Box<dyn Error>> {
    kept(&payments_file(data), || format!("whsec_{}", STANDARD.encode(rand::random::<[u8; 32]>())))
}

/// A secret that is made at the first start, and kept in a file that its owner alone reads.
///
/// # Errors
/// The file can be neither read nor written, or others may read it.
#[allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "runs at start")]
pub fn kept(path: &Path, make: impl FnOnce() -> String) -> Result<Secret<String>, Box<dyn Error>> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(mut file) => std::io::Write::write_all(&mut file, format!("{}\n", make()).as_bytes())?,
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error.into()),
    }
    Ok(Secret::from_file(path)?)
}
