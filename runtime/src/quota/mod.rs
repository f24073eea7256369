//! Quotas: at most so many admissions of one key in every window, whichever instant it begins.
//!
//! Floor 3. Knows nothing of routes: a quota is a number here, a key a fingerprint. `log` counts one key, `table` holds the
//! keys of one quota in bounded memory, `engine` decides over several quotas at once, `route` says what a route asks for.

mod clock;
mod engine;
mod key;
mod log;
#[cfg(test)]
mod oracle;
mod route;
mod table;

pub(crate) use clock::Clock;
pub(crate) use engine::{Ask, Counted, Decision, InProcess, QuotaEngine};
pub(crate) use key::Fingerprints;
pub(crate) use log::Window;
pub(crate) use route::{Asks, DefaultQuota, RouteQuotas, whole_seconds};
pub(crate) use table::KEYS;
