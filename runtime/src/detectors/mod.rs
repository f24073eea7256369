//! What many requests say together that one does not: bursts of failures, and networks that a caller was not seen in before.
//!
//! Floor 4. In this process and in bounded memory. OWASP ASVS 5.0, 6.3.1, 6.3.5 and 16.3.3; OWASP Top 10 A09.

mod burst;
mod callers;
mod logins;
mod networks;

pub(crate) use callers::CallerDetectors;
pub(crate) use logins::LoginDetectors;

use metrics::{Counter, counter};

/// The counter of what a detector has found, which alert rules read.
fn found(detector: &'static str) -> Counter {
    counter!("portcullis_detections_total", "detector" => detector)
}
