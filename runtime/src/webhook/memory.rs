//! The calls of one sender, in this process: bounded, and never so full that a copy would pass for a new call.
//!
//! Floor 5.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use hashlink::LinkedHashMap;

use super::replay::Seen;

/// The most calls of a sender that are remembered, of about a hundred bytes each.
const MOST: usize = 65_536;

/// Calls in the order in which they came.
pub(super) struct Memory {
    calls: Mutex<LinkedHashMap<[u8; 32], Call>>,
    /// How long a call must be remembered. The oldest is forgotten for a new one after that, and not before.
    at_least: Duration,
    most: usize,
}

struct Call {
    since: Instant,
    finished: bool,
}

impl Memory {
    pub(super) fn new(at_least: Duration) -> Self {
        Self { calls: Mutex::default(), at_least, most: MOST }
    }

    fn calls(&self) -> MutexGuard<'_, LinkedHashMap<[u8; 32], Call>> {
        // A panic cannot leave an entry half written.
        self.calls.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Claims a call that is new; none where there is no room for another.
    pub(super) fn claim(&self, id: &[u8; 32], now: Instant) -> Option<Seen> {
        let mut calls = self.calls();
        if let Some(call) = calls.get(id) {
            return Some(if call.finished { Seen::Finished } else { Seen::Running });
        }
        if calls.len() >= self.most {
            let (_, oldest) = calls.front()?;
            if !oldest.finished || now.saturating_duration_since(oldest.since) < self.at_least {
                return None;
            }
            calls.pop_front();
        }
        calls.insert(*id, Call { since: now, finished: false });
        Some(Seen::New)
    }

    /// Remembers that a call has succeeded.
    pub(super) fn keep(&self, id: &[u8; 32]) {
        if let Some(call) = self.calls().get_mut(id) {
            call.finished = true;
        }
    }

    /// Forgets a call that has not succeeded, so that its sender can try again.
    pub(super) fn release(&self, id: &[u8; 32]) {
        let mut calls = self.calls();
        if calls.get(id).is_some_and(|call| !call.finished) {
            calls.remove(id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: u8) -> [u8; 32] {
        [number; 32]
    }

    #[test]
    fn a_call_is_new_once_unless_it_fails() {
        let (memory, now) = (Memory::new(Duration::from_secs(600)), Instant::now());
        assert_eq!(memory.claim(&id(1), now), Some(Seen::New));
        assert_eq!(memory.claim(&id(1), now), Some(Seen::Running));
        memory.release(&id(1));
        assert_eq!(memory.claim(&id(1), now), Some(Seen::New));
        memory.keep(&id(1));
        memory.release(&id(1));
        assert_eq!(memory.claim(&id(1), now), Some(Seen::Finished));
    }

    #[test]
    fn what_could_be_replayed_is_never_forgotten_for_room() {
        let memory = Memory { most: 2, ..Memory::new(Duration::from_secs(600)) };
        let start = Instant::now();
        let after = |seconds| start + Duration::from_secs(seconds);
        memory.claim(&id(1), start);
        memory.keep(&id(1));
        memory.claim(&id(2), start);
        assert_eq!(memory.claim(&id(3), after(599)), None, "full of what may come again");
        assert_eq!(memory.claim(&id(3), after(600)), Some(Seen::New), "the oldest could not come again");
        assert_eq!(memory.claim(&id(4), after(9_999)), None, "one that runs is never forgotten");
        memory.keep(&id(2));
        assert_eq!(memory.claim(&id(4), after(9_999)), Some(Seen::New));
    }
}
