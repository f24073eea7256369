//! A counter for each name of an event, made when the app starts.
//!
//! Floor 1. Made before the first event, so that what watches them sees the first as a step and not as a beginning. Names are a closed list;
//! nobody's account or address is a label.

use metrics::{Counter, counter};

use super::name::Name;

/// The metric.
const EVENTS: &str = "portcullis_events_total";

/// The counters of all names.
pub(crate) struct Counters(Box<[Counter]>);

impl Counters {
    /// Those of the recorder that is installed now.
    pub(crate) fn new() -> Self {
        Self(Name::ALL.iter().map(|name| counter!(EVENTS, "event" => name.text())).collect())
    }

    pub(super) fn count(&self, name: Name) {
        if let Some(counter) = self.0.get(name as usize) {
            counter.increment(1);
        }
    }
}

/// Counts where no app is at hand, or a name that the framework does not know. Names are fixed when the program is compiled.
pub(super) fn count_text(name: &'static str) {
    counter!(EVENTS, "event" => name).increment(1);
}
