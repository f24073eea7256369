//! The keys that the app signs its tokens with: files in a folder, the last of which signs.

use std::path::Path;

use portcullis::identity::{KeyFault, KeyRing};

/// Where the keys are kept, beside the database.
pub const FOLDER: &str = "orders-api.keys";

/// Makes a key in the folder, which signs from the next reading on, and says what to do with the others.
///
/// # Errors
/// The folder cannot be written.
pub fn make(folder: impl AsRef<Path>) -> Result<String, KeyFault> {
    let folder = folder.as_ref();
    let id = KeyRing::make_key(folder)?;
    Ok(format!(
        "The key `{id}` is in `{folder}`, and a running app signs with it in ten seconds.
Take older keys out once their tokens have expired; one that somebody may have seen, now.",
        folder = folder.display()
    ))
}
