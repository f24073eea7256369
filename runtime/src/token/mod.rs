//! Who calls: bearer tokens of RFC 9068, verified against keys that are pinned to one algorithm each.
//!
//! Floor 3. Knows nothing of routes.

mod cache;
mod claims;
mod credential;
mod issuer;
mod jwk;
mod key;
mod live;
mod make;
mod material;
mod mint;
mod pem;
#[cfg(feature = "jwks")]
mod provider;
mod ring;
mod signed;
mod source;
mod strength;
mod verify;

pub(crate) use credential::{Bearer, Credential, Presented};
pub use issuer::Issuer;
pub use key::KeyFault;
pub use material::KeySecret;
#[cfg(not(any(feature = "testing", doc, test)))]
pub use mint::MintedInTests;
pub use mint::{AccessToken, MintFault, TokenRequest};
pub use ring::KeyRing;
pub(crate) use verify::Authenticator;

use std::time::{SystemTime, UNIX_EPOCH};

/// The most difference between two clocks that is forgiven, in seconds.
const LEEWAY: u64 = 5;

/// The longest that an access token of the app's own may live, in seconds: a day.
const LONGEST_LIFE: u64 = 24 * 60 * 60;

/// The session of an access token (OpenID Connect Back-Channel Logout 1.0, section 2.1, calls it so too).
pub(crate) const SESSION_CLAIM: &str = "sid";
/// How often the account's roles, password or state had changed when the token was made.
pub(crate) const EPOCH_CLAIM: &str = "epoch";

/// Seconds since 1970. A clock before 1970 reads as the end of time, at which every token has expired.
pub(crate) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(u64::MAX, |since| since.as_secs())
}
