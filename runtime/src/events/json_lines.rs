//! The writer of JSON lines.
//!
//! Floor 1.

use tracing_subscriber::fmt::SubscriberBuilder;
use tracing_subscriber::fmt::format::{Format, Json, JsonFields};

/// Writes every event, and what else is logged at `info` and above, as one JSON object a line: `portcullis::events::json_lines().init()`, first
/// thing in `main`.
///
/// `timestamp` is UTC (RFC 3339); the fields of an event stand beside `level` and `target`, and what could end a line or a string is escaped
/// (OWASP ASVS 5.0, 16.2.2, 16.2.4, 16.4.1). The lines go to the standard output, from which whatever runs the process takes them away; `.with_writer(…)`
/// sends them elsewhere, `.with_max_level(…)` says from which level on. Spans are not written: an app that instruments a function may have its
/// parameters in them.
pub fn json_lines() -> SubscriberBuilder<JsonFields, Format<Json>> {
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_span_list(false)
        .with_max_level(tracing_subscriber::filter::LevelFilter::INFO)
}
