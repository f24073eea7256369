//! The clock that quotas count by.
//!
//! Floor 3. Monotonic: the wall clock may be set back or jump, and neither gives or takes an admission.

use std::time::Instant;

/// Nanoseconds since some instant before the first request.
pub(crate) enum Clock {
    /// The system's monotonic clock.
    Monotonic(Instant),
    /// A clock that a test moves.
    #[cfg(test)]
    Hand(std::sync::Arc<std::sync::atomic::AtomicU64>),
}

impl Clock {
    pub(crate) fn monotonic() -> Self {
        Self::Monotonic(Instant::now())
    }

    /// Reads as the end of time after 584 years, when every admission counts for ever.
    pub(super) fn now(&self) -> u64 {
        match self {
            Self::Monotonic(start) => u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX),
            #[cfg(test)]
            Self::Hand(now) => now.load(std::sync::atomic::Ordering::SeqCst),
        }
    }
}
