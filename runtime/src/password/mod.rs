//! Passwords: how they are hashed and compared, and which are taken.
//!
//! Floor 4. Knows nothing of accounts. OWASP Password Storage Cheat Sheet; OWASP ASVS 5.0, 6.2 and 11.4.2; NIST SP 800-63B.

mod cost;
mod hash;
mod hashers;
mod store;
mod strength;

pub use cost::{CostFault, PasswordCost};
pub(crate) use hash::Match;
pub use hash::PasswordHash;
pub(crate) use hashers::Hashers;
pub use store::{KeptPassword, PasswordToKeep};
pub(crate) use strength::Strength;
