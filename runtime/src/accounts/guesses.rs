//! Guessing at one account: after some failures each further attempt is answered later, whoever makes it.
//!
//! Floor 5. Never a lock, which anyone could put on anyone: the right password is right at once after the delay. A success takes no failure
//! back, so that a guesser cannot clear the count by signing in elsewhere. Names without an account are counted alike.

use std::time::Duration;

use crate::quota::{Ask, Clock, Counted, Fingerprints, InProcess, KEYS, Window};
use crate::refusal::Refusal;

/// Failures that are remembered, and for how long.
const MOST: u32 = 20;
const REMEMBERED: Duration = Duration::from_secs(15 * 60);
/// Failures without a delay.
const FREE: u32 = 5;
/// The first delay; each failure doubles it.
const FIRST: Duration = Duration::from_millis(250);
/// The longest delay, well below the time limit of a route.
const LONGEST: Duration = Duration::from_secs(4);

pub(super) struct Guesses {
    failures: InProcess,
    fingerprints: Fingerprints,
    free: u32,
}

impl Guesses {
    pub(super) fn new(free: Option<u32>) -> Self {
        let free = free.unwrap_or(FREE);
        let window = Window::new(free.saturating_add(MOST), REMEMBERED);
        let failures = Counted { name: "failed sign-ins".to_owned(), window };
        Self {
            failures: InProcess::new(Clock::monotonic(), [failures], KEYS),
            fingerprints: Fingerprints::default(),
            free,
        }
    }

    fn ask(&self, name: &str) -> Ask {
        Ask::whole(0, self.fingerprints.begin().field(Some(name)).finish())
    }

    /// How long the next attempt at this name waits.
    fn delay(&self, name: &str) -> Result<Duration, Refusal> {
        let left = self.failures.peek(self.ask(name))?.remaining;
        let failures = self.free.saturating_add(MOST).saturating_sub(left);
        Ok(match failures.checked_sub(self.free) {
            None | Some(0) => Duration::ZERO,
            Some(beyond) => FIRST.saturating_mul(1 << (beyond - 1).min(10)).min(LONGEST),
        })
    }

    /// An attempt at this name failed.
    fn failed(&self, name: &str) -> Result<(), Refusal> {
        // Where no more are remembered, the delay is the longest already.
        self.failures.decide_now(&[self.ask(name)]).map(|_| ())
    }

    /// Waits for as long as an attempt at this name has to.
    pub(super) async fn wait(&self, name: &str) -> Result<Waited, Refusal> {
        let delay = self.delay(name)?;
        tokio::time::sleep(delay).await;
        Ok(Waited(delay))
    }

    /// Counts an attempt if it failed. Whoever guesses many times at once has waited for nothing yet: each attempt is answered as late as if
    /// it had come after those that failed meanwhile, and so is the right one, or it would be known by that.
    pub(super) async fn settle(
        &self,
        name: &str,
        Waited(waited): Waited,
        failed: bool,
    ) -> Result<(), Refusal> {
        let due = self.delay(name)?;
        if failed {
            self.failed(name)?;
        }
        tokio::time::sleep(due.saturating_sub(waited)).await;
        Ok(())
    }
}

/// What an attempt has waited for already.
#[must_use = "an attempt that waited is settled once its end is known"]
pub(super) struct Waited(Duration);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delay_grows_to_its_end_and_is_one_names_own() {
        let guesses = Guesses::new(None);
        let mut delays = Vec::new();
        for _ in 0..40 {
            delays.push(guesses.delay("alice").unwrap().as_millis());
            guesses.failed("alice").unwrap();
        }
        assert_eq!(delays[..=FREE as usize], [0; FREE as usize + 1]);
        assert_eq!(delays[FREE as usize + 1..FREE as usize + 6], [250, 500, 1000, 2000, 4000]);
        assert!(delays[FREE as usize + 6..].iter().all(|delay| *delay == 4000));
        assert_eq!(guesses.delay("bob").unwrap(), Duration::ZERO);
    }
}
