//! Passwords, as they are kept.
//!
//! Floor 4.

mod hash;

pub use hash::PasswordHash;
