//! The keys that the app signs its tokens with and those of its sealed columns: files in folders, the last of which signs, or seals.

use std::path::{Path, PathBuf};

use portcullis::identity::{KeyFault, KeyRing};
use portcullis::{SealingFault, SealingKeys};

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
