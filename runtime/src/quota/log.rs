//! The admissions of one key, and how many of them still count.
//!
//! Floor 3. Time is cut into slots; an admission counts while its slot is among the last so many. For small quotas a slot is
//! one nanosecond and the slots are the window, so the log is exact. For large ones a slot is a 64th of the window and 65
//! slots count, so that what is forgotten is older than the window, whenever within its slot it came.

use std::collections::VecDeque;
use std::time::Duration;

/// Up to this limit the log is exact: a caller who stays within the quota is never refused.
const EXACT_UP_TO: u32 = 256;

/// Into how many slots the window of a larger quota is cut.
const SLOTS: u64 = 64;

/// A quota as the log sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Window {
    /// The most admissions.
    pub(super) most: u32,
    /// The length of a slot in nanoseconds, above zero.
    grain: u64,
    /// How many slots count, the current one among them.
    span: u64,
}

impl Window {
    /// At most `most` in every half-open window of this length.
    pub(crate) fn new(most: u32, length: Duration) -> Self {
        let nanos = u64::try_from(length.as_nanos()).unwrap_or(u64::MAX).max(1);
        if most <= EXACT_UP_TO { Self { most, grain: 1, span: nanos } } else { Self::cut(most, nanos) }
    }

    /// A window in slots.
    pub(super) fn cut(most: u32, nanos: u64) -> Self {
        Self { most, grain: nanos.div_ceil(SLOTS).max(1), span: SLOTS + 1 }
    }

    pub(super) fn slot(&self, now: u64) -> u64 {
        now / self.grain
    }

    /// The first instant, in nanoseconds, at which a slot counts no more.
    fn forgotten_at(&self, slot: u64) -> u64 {
        slot.saturating_add(self.span).saturating_mul(self.grain)
    }

    fn counts(&self, slot: u64, current: u64) -> bool {
        slot.saturating_add(self.span) > current
    }
}

/// Some admissions of one slot.
#[derive(Debug)]
struct Run {
    slot: u64,
    count: u32,
}

/// The admissions of one key that may still count, oldest first. At most one run a slot, and at most `most` in all, so it
/// holds at most 256 runs, or 65.
#[derive(Debug, Default)]
pub(super) struct Log {
    runs: VecDeque<Run>,
    sum: u32,
}

impl Log {
    /// Forgets what counts no more.
    pub(super) fn forget(&mut self, window: &Window, current: u64) {
        while let Some(run) = self.runs.front()
            && !window.counts(run.slot, current)
        {
            self.sum = self.sum.saturating_sub(run.count);
            self.runs.pop_front();
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// Whether nothing of the log counts any more. Its last run is the newest.
    pub(super) fn is_idle(&self, window: &Window, current: u64) -> bool {
        self.runs.back().is_none_or(|run| !window.counts(run.slot, current))
    }

    /// How many more would be admitted now.
    pub(super) fn remaining(&self, window: &Window) -> u32 {
        window.most.saturating_sub(self.sum)
    }

    /// The instant, in nanoseconds, at which the oldest admission counts no more; for a full log, at which one more is
    /// admitted.
    pub(super) fn eases_at(&self, window: &Window) -> Option<u64> {
        self.runs.front().map(|run| window.forgotten_at(run.slot))
    }

    /// Notes an admission. Whoever calls has seen that one remains.
    pub(super) fn admit(&mut self, current: u64) {
        self.sum = self.sum.saturating_add(1);
        match self.runs.back_mut() {
            // A current slot before the newest would be a clock that went back; the newest stands for it.
            Some(run) if run.slot >= current => run.count = run.count.saturating_add(1),
            _ => self.runs.push_back(Run { slot: current, count: 1 }),
        }
    }
}
