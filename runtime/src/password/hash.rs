//! A hashed password, as it is kept.
//!
//! Floor 4.

use std::fmt;

use crate::database::kept_text;

/// A password, hashed: the only form in which one is kept.
///
/// It is the type of a column of text. It has no `Display`, no `==` and no `Serialize`, and `Debug` shows nothing of it: who has it
/// can guess the password at leisure.
pub struct PasswordHash(String);

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

kept_text!(PasswordHash: Password);
