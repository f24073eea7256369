//! What is remembered of sessions and accounts between requests: bounded, and never longer than it is true.
//!
//! Floor 5. The database is the truth. Whoever changes it forgets what is remembered here, before it answers.

use std::hash::{BuildHasher, RandomState};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use hashlink::LinkedHashMap;

const SHARDS: usize = 16;
/// How many are remembered in each shard; together 65536, of about 250 bytes each.
const PER_SHARD: usize = 4_096;

/// What was true when it was read.
struct Entry<V> {
    value: V,
    read_at: Instant,
}

struct Shard<V> {
    entries: LinkedHashMap<Box<str>, Entry<V>>,
    /// How often something was forgotten.
    forgotten: u64,
}

/// A memory by text.
pub(super) struct Memory<V> {
    shards: Vec<Mutex<Shard<V>>>,
    hasher: RandomState,
    /// How long something is believed that another process may have changed.
    believed_for: Duration,
}

/// That nothing was forgotten since reading began.
#[derive(Clone, Copy)]
pub(super) struct Ticket(u64);

impl<V: Clone> Memory<V> {
    pub(super) fn new(believed_for: Duration) -> Self {
        let shard = || Mutex::new(Shard { entries: LinkedHashMap::new(), forgotten: 0 });
        Self { shards: (0..SHARDS).map(|_| shard()).collect(), hasher: RandomState::new(), believed_for }
    }

    /// Does something to the shard of a key; nothing at all where there is none, which there always is.
    fn with<T: Default>(&self, key: &str, act: impl FnOnce(&mut Shard<V>) -> T) -> T {
        #[allow(clippy::cast_possible_truncation, reason = "any bits of the hash serve")]
        let at = self.hasher.hash_one(key) as usize % SHARDS;
        match self.shards.get(at) {
            Some(shard) => act(&mut shard.lock().unwrap_or_else(PoisonError::into_inner)),
            None => T::default(),
        }
    }

    /// What is remembered and still believed.
    pub(super) fn get(&self, key: &str) -> Option<V> {
        self.with(key, |shard| {
            let entry = shard.entries.get(key)?;
            (entry.read_at.elapsed() < self.believed_for).then(|| entry.value.clone())
        })
    }

    /// Reading of the truth begins.
    pub(super) fn begin(&self, key: &str) -> (Ticket, Instant) {
        (Ticket(self.with(key, |shard| shard.forgotten)), Instant::now())
    }

    /// Remembers what was read since, unless something was forgotten meanwhile: it may be what has just changed.
    pub(super) fn note(&self, key: &str, (ticket, read_at): (Ticket, Instant), value: V) {
        if self.believed_for.is_zero() {
            return;
        }
        self.with(key, |shard| {
            if shard.forgotten != ticket.0 {
                return;
            }
            shard.entries.remove(key);
            if shard.entries.len() >= PER_SHARD {
                shard.entries.pop_front();
            }
            shard.entries.insert(key.into(), Entry { value, read_at });
        });
    }

    /// Nothing that is remembered may be true any more.
    pub(super) fn forget_all(&self) {
        for shard in &self.shards {
            let mut shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
            shard.forgotten = shard.forgotten.wrapping_add(1);
            shard.entries.clear();
        }
    }

    /// What is remembered may be true no more.
    pub(super) fn forget(&self, key: &str) {
        self.with(key, |shard| {
            shard.forgotten = shard.forgotten.wrapping_add(1);
            shard.entries.remove(key);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_while_it_was_read_is_not_remembered() {
        let memory = Memory::new(Duration::from_secs(60));
        let began = memory.begin("a");
        memory.forget("a");
        memory.note("a", began, 1);
        assert_eq!(memory.get("a"), None);
        let began = memory.begin("a");
        memory.note("a", began, 2);
        assert_eq!(memory.get("a"), Some(2));
        memory.forget("a");
        assert_eq!(memory.get("a"), None);
    }

    #[test]
    fn nothing_is_believed_for_longer_than_it_may() {
        let memory = Memory::new(Duration::ZERO);
        memory.note("a", memory.begin("a"), 1);
        assert_eq!(memory.get("a"), None);
        let memory = Memory::new(Duration::from_millis(20));
        memory.note("a", memory.begin("a"), 1);
        assert_eq!(memory.get("a"), Some(1));
        std::thread::sleep(Duration::from_millis(30));
        assert_eq!(memory.get("a"), None);
    }

    #[test]
    fn the_memory_is_bounded() {
        let memory = Memory::new(Duration::from_secs(60));
        for key in 0..(SHARDS * PER_SHARD * 2) {
            let key = format!("{key}");
            memory.note(&key, memory.begin(&key), 1);
        }
        for shard in &memory.shards {
            assert_eq!(shard.lock().unwrap().entries.len(), PER_SHARD);
        }
    }
}
