//! The keys of one quota, in bounded memory.
//!
//! Floor 3. A key that still counts is never evicted, or whoever floods the table would be free again. Where the table is
//! full, a new key shares a cell with others of its hash: together they get what one would, so the quota holds for each, and
//! some are refused who would not have been alone.

use std::hash::{BuildHasherDefault, Hash, Hasher};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use hashlink::LinkedHashMap;
use hashlink::linked_hash_map::Entry;

use super::log::{Log, Window};

/// How many keys a quota counts one by one, and how many shared cells it has besides.
pub(crate) const KEYS: usize = 65_536;

/// Locks of one table, so that callers on different cores seldom wait for each other.
const SHARDS: usize = 16;

/// What a log entry is looked up by is a keyed hash already.
#[derive(Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        // The numbers of cells are small; this spreads them.
        self.0 = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn write_u128(&mut self, hash: u128) {
        self.write_u64(lower(hash));
    }
}

/// The half of a fingerprint that chooses the place within a shard.
#[allow(clippy::cast_possible_truncation, reason = "half of the hash is meant")]
fn lower(key: u128) -> u64 {
    key as u64
}

/// The half that chooses the shard.
fn upper(key: u128) -> u64 {
    lower(key >> 64)
}

type Logs<K> = LinkedHashMap<K, Log, BuildHasherDefault<Hashed>>;

/// The tables of one quota.
pub(super) struct Table {
    window: Window,
    shards: Vec<Mutex<Shard>>,
    /// When a full table was last written of, in nanoseconds; zero for never.
    warned: AtomicU64,
}

/// A part of a table. Each map is in the order of the last admission, so its first log is the first to be idle.
pub(super) struct Shard {
    own: Logs<u128>,
    shared: Logs<u64>,
    most_keys: usize,
    cells: u64,
    latest: u64,
}

/// Where a key counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Own(u128),
    Shared(u64),
}

/// What a key has left, before anything of this decision is spent.
pub(super) struct Left {
    pub(super) place: Place,
    pub(super) remaining: u32,
    pub(super) eases_at: Option<u64>,
}

impl Table {
    pub(super) fn new(window: Window, keys: usize) -> Self {
        let each = keys.div_ceil(SHARDS).max(1);
        // Hashes fall unevenly; a quarter more makes a shard that is full before the table is one in many millions.
        let most_keys = each.saturating_add(each / 4);
        let shard = || Shard {
            own: Logs::default(),
            shared: Logs::default(),
            most_keys,
            cells: each as u64,
            latest: 0,
        };
        Self { window, shards: (0..SHARDS).map(|_| Mutex::new(shard())).collect(), warned: AtomicU64::new(0) }
    }

    pub(super) fn window(&self) -> &Window {
        &self.window
    }

    /// Locks the part that this key is in. None is only where there is no part at all.
    pub(super) fn lock(&self, key: u128) -> Option<MutexGuard<'_, Shard>> {
        let shard = usize::try_from(upper(key) % SHARDS as u64).unwrap_or(0);
        // Nothing that runs under the lock can panic; were it so, the counts are still true.
        self.shards.get(shard).map(|shard| shard.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Whether to write of a full table now: once a minute at most.
    pub(super) fn should_warn(&self, now: u64) -> bool {
        const MINUTE: u64 = 60_000_000_000;
        let last = self.warned.load(Ordering::Relaxed);
        (last == 0 || now.saturating_sub(last) >= MINUTE)
            && self.warned.compare_exchange(last, now.max(1), Ordering::Relaxed, Ordering::Relaxed).is_ok()
    }

    #[cfg(test)]
    pub(super) fn lengths(&self) -> (usize, usize) {
        let lock = |shard: &Mutex<Shard>| {
            let shard = shard.lock().unwrap();
            (shard.own.len(), shard.shared.len())
        };
        self.shards.iter().map(lock).fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
    }
}

impl Shard {
    /// The slot of `now`; never before one that was given out.
    pub(super) fn slot(&mut self, window: &Window, now: u64) -> u64 {
        self.latest = self.latest.max(window.slot(now));
        self.latest
    }

    /// What a key has left, and where it counts.
    pub(super) fn look(&mut self, window: &Window, key: u128, group: u64, current: u64) -> Left {
        drop_idle(&mut self.own, window, current);
        drop_idle(&mut self.shared, window, current);
        let cell = group % self.cells;
        if let Some(log) = self.own.get_mut(&key) {
            return left(log, Place::Own(key), window, current);
        }
        // While a cell counts, its keys stay in it: what they have spent is nowhere else.
        if let Some(log) = self.shared.get_mut(&cell) {
            let left = left(log, Place::Shared(cell), window, current);
            if left.eases_at.is_some() {
                return left;
            }
        }
        let place = if self.own.len() < self.most_keys { Place::Own(key) } else { Place::Shared(cell) };
        Left { place, remaining: window.most, eases_at: None }
    }

    /// Spends one, and says when the oldest admission will count no more.
    pub(super) fn admit(&mut self, window: &Window, place: Place, current: u64) -> Option<u64> {
        let log = match place {
            Place::Own(key) => newest(&mut self.own, key),
            Place::Shared(cell) => newest(&mut self.shared, cell),
        };
        log.admit(current);
        log.eases_at(window)
    }
}

/// The log of this key, moved to the end of the order.
fn newest<K: Hash + Eq + Copy>(logs: &mut Logs<K>, key: K) -> &mut Log {
    match logs.entry(key) {
        Entry::Occupied(mut entry) => {
            entry.to_back();
            entry.into_mut()
        }
        Entry::Vacant(entry) => entry.insert(Log::default()),
    }
}

fn left(log: &mut Log, place: Place, window: &Window, current: u64) -> Left {
    log.forget(window, current);
    Left { place, remaining: log.remaining(window), eases_at: log.eases_at(window) }
}

/// Removes a few logs that are idle: more than one admission adds, so that none waits for long.
fn drop_idle<K: Hash + Eq>(logs: &mut Logs<K>, window: &Window, current: u64) {
    for _ in 0..4 {
        match logs.front() {
            Some((_, log)) if log.is_empty() || log.is_idle(window, current) => logs.pop_front(),
            _ => break,
        };
    }
}
