//! So many of the same within a window: told once for each key and window.
//!
//! Floor 4. Both counts are quotas, so their memory is bounded as quotas' is; where more keys count at once than have a place, newcomers share
//! one, and are told of together.

use std::time::Duration;

use crate::quota::{Ask, Clock, Counted, InProcess, Window};

/// How many keys are counted one by one; about 5 MB for both counts.
const KEYS: usize = 8_192;

/// Counts one kind of failure.
pub(super) struct Burst(InProcess);

/// The numbers of the two counts.
const FAILURES: usize = 0;
const TOLD: usize = 1;

impl Burst {
    pub(super) fn new(threshold: u32, window: Duration) -> Self {
        Self::with_clock(Clock::monotonic(), threshold, window)
    }

    fn with_clock(clock: Clock, threshold: u32, window: Duration) -> Self {
        let failures = Counted { name: "failures".to_owned(), window: Window::new(threshold.max(1), window) };
        let told = Counted { name: "bursts of failures".to_owned(), window: Window::new(1, window) };
        Self(InProcess::new(clock, [failures, told], KEYS))
    }

    /// Notes one failure of this key. Gives whether it makes a burst that was not told of within the window.
    pub(super) fn note(&self, key: u128) -> bool {
        let admits = |quota| self.0.decide_now(&[Ask::whole(quota, key)]);
        let Ok(counted) = admits(FAILURES) else { return false };
        counted.standings.iter().all(|standing| standing.remaining == 0)
            && admits(TOLD).is_ok_and(|told| told.admits())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);

    fn at(now: &Arc<AtomicU64>) -> Burst {
        Burst::with_clock(Clock::Hand(Arc::clone(now)), 5, MINUTE)
    }

    #[test]
    fn a_burst_is_told_at_the_threshold_and_once_in_its_window() {
        let now = Arc::new(AtomicU64::new(0));
        let burst = at(&now);
        let told: Vec<bool> = (0..100).map(|_| burst.note(1)).collect();
        assert_eq!(told.iter().position(|told| *told), Some(4));
        assert_eq!(told.iter().filter(|told| **told).count(), 1);
        assert!(!burst.note(2), "each key is counted by itself");
        // Later in the window, and after it.
        now.store(59_000_000_000, Ordering::SeqCst);
        assert!((0..100).all(|_| !burst.note(1)));
        now.store(130_000_000_000, Ordering::SeqCst);
        assert_eq!((0..100).filter(|_| burst.note(1)).count(), 1, "another burst");
    }

    #[test]
    fn failures_that_are_far_apart_are_no_burst() {
        let now = Arc::new(AtomicU64::new(0));
        let burst = at(&now);
        for failure in 0..1_000_u64 {
            now.store(failure * 15_000_000_000, Ordering::SeqCst);
            assert!(!burst.note(1), "four in a minute");
        }
    }

    #[test]
    fn a_steady_stream_is_told_once_in_each_window() {
        let now = Arc::new(AtomicU64::new(0));
        let burst = at(&now);
        let told = (0..600_u64).filter(|second| {
            now.store(second * 1_000_000_000, Ordering::SeqCst);
            burst.note(1)
        });
        assert!((9..=10).contains(&told.count()), "ten minutes");
    }

    #[test]
    fn a_million_keys_cost_what_the_table_costs() {
        let burst = Burst::new(5, MINUTE);
        for key in 0..1_000_000_u128 {
            burst.note(key.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835));
        }
        let (own, shared) = burst.0.lengths(FAILURES);
        // A quarter more than was said, and as many cells.
        assert!(own <= KEYS + KEYS / 4 && shared <= KEYS, "{own} {shared}");
        let (own, shared) = burst.0.lengths(TOLD);
        assert!(own <= KEYS + KEYS / 4 && shared <= KEYS, "{own} {shared}");
    }
}
