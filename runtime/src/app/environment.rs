//! Production or development.
//!
//! Floor 13.

use super::boot::BootError;

/// Where an app runs. Production is what is meant when nothing is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Environment {
    /// Weak configuration does not start.
    #[default]
    Production,
    /// Listens on loopback only, and may use keys that die with the process.
    Development,
}

impl Environment {
    /// Reads `APP_ENV`: `production`, `development`, or unset for production.
    ///
    /// # Errors
    /// Any other text.
    pub fn from_env() -> Result<Self, BootError> {
        match std::env::var("APP_ENV") {
            Err(std::env::VarError::NotPresent) => Ok(Self::Production),
            Ok(text) if text == "production" => Ok(Self::Production),
            Ok(text) if text == "development" => Ok(Self::Development),
            _ => Err(BootError::from("APP_ENV is neither `production` nor `development`")),
        }
    }
}
