//! Chance: one seed, one history.
//!
//! Floor 6.

use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};

pub(super) struct Dice(SmallRng);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(SmallRng::seed_from_u64(seed))
    }

    /// A number from `from` to `to`.
    pub(super) fn range(&mut self, from: u32, to: u32) -> u32 {
        self.0.random_range(from..=to)
    }

    /// Whether something happens that does so often, in a hundred times.
    pub(super) fn percent(&mut self, often: u32) -> bool {
        self.range(1, 100) <= often
    }

    pub(super) fn maybe<T>(&mut self, often: u32, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.percent(often) { Some(make(self)) } else { None }
    }

    pub(super) fn pick<'p, T>(&mut self, among: &'p [T]) -> &'p T {
        &among[self.0.random_range(0..among.len())]
    }

    pub(super) fn pick_maybe<'p, T>(&mut self, among: &'p [T]) -> Option<&'p T> {
        if among.is_empty() { None } else { Some(self.pick(among)) }
    }

    /// One of a few who meet often: the first half of the time.
    pub(super) fn few(&mut self) -> u32 {
        *self.pick(&[1, 1, 1, 1, 1, 2, 2, 2, 3, 4])
    }
}
