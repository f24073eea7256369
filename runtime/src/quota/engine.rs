//! One decision over several quotas: all admit, or nothing is spent.
//!
//! Floor 3. The trait is what a shared store implements; [`InProcess`] counts in this process.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use metrics::{Counter, counter};
use smallvec::SmallVec;

use super::clock::Clock;
use super::log::Window;
use super::table::{Place, Table};
use crate::events::{Name, notice};
use crate::refusal::Refusal;

/// One quota of a decision, and the key that it counts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ask {
    /// Which of the quotas that the engine was started with.
    pub(crate) quota: usize,
    /// A fingerprint.
    pub(crate) key: u128,
    /// Who shares a cell where the table is full: a hash of the key without what the client itself writes, so that one who
    /// writes many keys shares with themselves.
    pub(crate) group: u64,
}

impl Ask {
    /// A key of which the client writes nothing.
    #[allow(clippy::cast_possible_truncation, reason = "half of the hash is meant")]
    pub(crate) fn whole(quota: usize, key: u128) -> Self {
        Self { quota, key, group: key as u64 }
    }
}

/// What one quota says after the decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Standing {
    pub(crate) quota: usize,
    /// How many more would be admitted now.
    pub(crate) remaining: u32,
    /// Until the oldest admission counts no more: for a quota that refuses, until it admits again.
    pub(crate) eases_in: Duration,
    /// Whether this quota refuses.
    pub(crate) refuses: bool,
}

/// The standings of one decision, in the order of its asks.
pub(crate) type Standings = SmallVec<[Standing; 2]>;

/// What was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decision {
    pub(crate) standings: Standings,
}

impl Decision {
    pub(crate) fn admits(&self) -> bool {
        self.standings.iter().all(|standing| !standing.refuses)
    }
}

/// A decision that is there at once, or one that is on its way from a shared store.
pub(crate) enum Outcome<'a> {
    Ready(Result<Decision, Refusal>),
    #[allow(dead_code, reason = "what a shared store gives")]
    Pending(Pin<Box<dyn Future<Output = Result<Decision, Refusal>> + Send + 'a>>),
}

impl Outcome<'_> {
    pub(crate) async fn decided(self) -> Result<Decision, Refusal> {
        match self {
            Self::Ready(decision) => decision,
            Self::Pending(decision) => decision.await,
        }
    }
}

/// Counts admissions.
pub(crate) trait QuotaEngine: Send + Sync {
    /// Decides over all asks as one: either each quota admits and one admission is spent in each, or nothing is spent. The
    /// asks name different quotas, in ascending order.
    ///
    /// # Errors
    /// The engine does not answer, which denies.
    fn decide<'a>(&'a self, asks: &'a [Ask]) -> Outcome<'a>;
}

/// A quota that the engine counts, and its name for the log.
pub(crate) struct Counted {
    pub(crate) name: String,
    pub(crate) window: Window,
}

/// Counts in this process, in memory that is bounded for each quota.
pub(crate) struct InProcess {
    clock: Clock,
    tables: Vec<Counting>,
}

/// One quota that is counted.
struct Counting {
    name: String,
    table: Table,
    /// Admissions in shared cells. Made at the start, so that an attack makes no new series.
    shared: Counter,
}

impl InProcess {
    pub(crate) fn new(clock: Clock, quotas: impl IntoIterator<Item = Counted>, keys: usize) -> Self {
        let counting = |quota: Counted| Counting {
            shared: counter!("portcullis_quota_shared_total", "quota" => quota.name.clone()),
            table: Table::new(quota.window, keys),
            name: quota.name,
        };
        Self { clock, tables: quotas.into_iter().map(counting).collect() }
    }

    /// What a key has left, without spending.
    pub(crate) fn peek(&self, ask: Ask) -> Result<Standing, Refusal> {
        let Counting { table, .. } = self.tables.get(ask.quota).ok_or_else(no_such_quota)?;
        let mut shard = table.lock(ask.key).ok_or_else(no_such_quota)?;
        let now = self.clock.now();
        let slot = shard.slot(table.window(), now);
        let left = shard.look(table.window(), ask.key, ask.group, slot);
        Ok(standing(ask.quota, left.remaining, left.eases_at, now, left.remaining == 0))
    }

    pub(crate) fn decide_now(&self, asks: &[Ask]) -> Result<Decision, Refusal> {
        // Ascending order is the order of the locks: two decisions cannot wait for each other.
        if !asks.is_sorted_by(|one, next| one.quota < next.quota) {
            return Err(no_such_quota());
        }
        let mut held: SmallVec<[_; 2]> = SmallVec::new();
        for ask in asks {
            let counting = self.tables.get(ask.quota).ok_or_else(no_such_quota)?;
            held.push((ask, counting, counting.table.lock(ask.key).ok_or_else(no_such_quota)?));
        }
        // Read under the locks, so that no admission already noted is later than this one.
        let now = self.clock.now();
        let mut looked: SmallVec<[_; 2]> = SmallVec::new();
        for (ask, counting, shard) in &mut held {
            let window = counting.table.window();
            let slot = shard.slot(window, now);
            looked.push((slot, shard.look(window, ask.key, ask.group, slot)));
        }
        let admitted = looked.iter().all(|(_, left)| left.remaining > 0);
        let mut standings = Standings::new();
        for ((ask, Counting { name, table, shared }, shard), (slot, left)) in held.iter_mut().zip(looked) {
            let (mut remaining, mut eases_at) = (left.remaining, left.eases_at);
            let refuses = remaining == 0;
            if admitted {
                eases_at = shard.admit(table.window(), left.place, slot);
                remaining -= 1;
                if let Place::Shared(_) = left.place {
                    shared.increment(1);
                    if table.should_warn(now) {
                        let reason = "more callers at once than are counted one by one; newcomers share their quota with others";
                        notice(Name::QuotaShared, name, reason);
                    }
                }
            }
            standings.push(standing(ask.quota, remaining, eases_at, now, refuses));
        }
        Ok(Decision { standings })
    }

    /// How many keys of a quota have a log of their own, and how many cells are shared.
    #[cfg(test)]
    pub(crate) fn lengths(&self, quota: usize) -> (usize, usize) {
        self.table(quota).lengths()
    }

    #[cfg(test)]
    pub(super) fn table(&self, quota: usize) -> &Table {
        &self.tables.get(quota).unwrap().table
    }
}

impl QuotaEngine for InProcess {
    fn decide<'a>(&'a self, asks: &'a [Ask]) -> Outcome<'a> {
        Outcome::Ready(self.decide_now(asks))
    }
}

fn standing(quota: usize, remaining: u32, eases_at: Option<u64>, now: u64, refuses: bool) -> Standing {
    let eases_in = Duration::from_nanos(eases_at.map_or(0, |at| at.saturating_sub(now)));
    Standing { quota, remaining, eases_in, refuses }
}

fn no_such_quota() -> Refusal {
    Refusal::internal("a decision asks for a quota that the engine does not count")
}
