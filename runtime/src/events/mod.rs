//! Security events: what happened, to whom, from where; one line each, and one counter for each name.
//!
//! Floor 1. The one place where they are made. An event takes names, numbers, and texts that are neutralized here; nothing takes
//! headers, bodies or secrets. OWASP Top 10 A09; OWASP Logging Vocabulary; OWASP ASVS 5.0, 16.2 and 16.3.

mod app;
mod counters;
mod event;
#[cfg(feature = "json-lines")]
mod json_lines;
mod name;
mod refused;
mod running;
mod text;

pub use app::{AppEvent, EventName, EventValue, judge_name};
pub(crate) use counters::Counters;
pub(crate) use event::{Event, OwnedScene, Scene, notice};
#[cfg(feature = "json-lines")]
pub use json_lines::json_lines;
pub(crate) use name::Name;
pub(crate) use refused::name_of;
pub(crate) use running::Running;

/// The target of every event in `tracing`.
const TARGET: &str = "portcullis::event";
