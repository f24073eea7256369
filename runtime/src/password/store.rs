//! A hashed password between the accounts and a store of the app's own: as text it goes one way each.
//!
//! Floor 4. What the accounts give is made into text, what they take is made of text, and neither becomes the other: so no handler makes a text
//! of the hash in a row, nor keeps a text for a hash.

use std::sync::Arc;

use super::PasswordHash;

/// A new hash, for a store of the app's own to keep ([`AccountStore`](crate::identity::AccountStore)). Only accounts make one.
#[derive(Debug)]
pub struct PasswordToKeep(pub(super) PasswordHash);

impl PasswordToKeep {
    /// The text for the store's column, and for nothing else.
    pub fn to_stored(&self) -> String {
        self.0.text().to_owned()
    }

    /// The hash, where the column is one of a row type.
    pub fn into_hash(self) -> PasswordHash {
        self.0
    }
}

/// The hash that a store of the app's own has kept, for the accounts alone to compare a password with.
#[derive(Debug, Clone)]
pub struct KeptPassword(pub(super) Arc<PasswordHash>);

impl KeptPassword {
    /// Of the text that [`PasswordToKeep::to_stored`] gave. What is no hash matches no password.
    pub fn from_stored(text: String) -> Self {
        PasswordHash::of_text(text).into()
    }
}

/// Of a row type with a column for it.
impl From<PasswordHash> for KeptPassword {
    fn from(hash: PasswordHash) -> Self {
        Self(Arc::new(hash))
    }
}
