//! Whether connections are to be trusted without asking them.
//!
//! Floor 3. To ask a connection before each use whether it still lives costs a round trip, which on a healthy engine is most of
//! what a request waits for. So connections are asked when they have rested, and all of them for a while after one has failed
//! or was given up in the middle of a statement.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use sqlx::database::HasStatementCache;
use sqlx::pool::{PoolConnectionMetadata, PoolOptions};
use sqlx::{Connection, Error};

use super::connect::PATIENCE;

/// After so much rest a connection is asked.
const REST: Duration = Duration::from_secs(1);
/// For so long after a failure every connection is asked.
const SUSPICION_MILLIS: u64 = 30_000;

/// What is known of the connections of one pool.
#[derive(Debug, Clone)]
pub(super) struct Health(Arc<State>);

#[derive(Debug)]
struct State {
    since: Instant,
    /// In milliseconds after `since`; zero while nothing has failed.
    suspect_until: AtomicU64,
}

impl Health {
    pub(super) fn new() -> Self {
        Self(Arc::new(State { since: Instant::now(), suspect_until: AtomicU64::new(0) }))
    }

    fn millis(&self) -> u64 {
        u64::try_from(self.0.since.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    pub(super) fn suspect(&self) {
        let until = self.millis().saturating_add(SUSPICION_MILLIS);
        self.0.suspect_until.fetch_max(until, Ordering::Relaxed);
    }

    fn is_suspect(&self) -> bool {
        let until = self.0.suspect_until.load(Ordering::Relaxed);
        until != 0 && self.millis() < until
    }

    /// Watches one statement; dropped before it is [`Watch::ended`], the statement was given up.
    pub(super) fn watch(&self) -> Watch<'_> {
        Watch { health: self, ended: false }
    }

    /// Asks the connections of a pool as this health demands. A question is waited for only so long: without an end, a server
    /// that hangs would keep every place of the pool even after it is back.
    pub(super) fn asked_by<D: sqlx::Database + HasStatementCache>(
        &self,
        pool: PoolOptions<D>,
    ) -> PoolOptions<D> {
        let (before, after) = (self.clone(), self.clone());
        pool.test_before_acquire(false)
            .before_acquire(move |connection, meta: PoolConnectionMetadata| {
                let suspect = before.is_suspect();
                let asks = suspect || meta.idle_for > REST;
                Box::pin(async move { if asks { alive(connection, suspect).await } else { Ok(true) } })
            })
            .after_release(move |connection, _| {
                let suspect = after.is_suspect();
                Box::pin(async move { if suspect { alive(connection, true).await } else { Ok(true) } })
            })
    }
}

/// Whether a connection answers. Where something has failed it also forgets what it has prepared, which a table that was changed
/// meanwhile spoils.
async fn alive<C: Connection>(connection: &mut C, forgets: bool) -> Result<bool, Error>
where
    C::Database: HasStatementCache,
{
    let answer = async {
        if forgets {
            connection.clear_cached_statements().await?;
        }
        connection.ping().await
    };
    match tokio::time::timeout(PATIENCE, answer).await {
        Ok(answer) => answer.map(|()| true),
        Err(_) => Err(Error::PoolTimedOut),
    }
}

/// A statement under way.
pub(super) struct Watch<'h> {
    health: &'h Health,
    ended: bool,
}

impl Watch<'_> {
    pub(super) fn ended(mut self) {
        self.ended = true;
    }
}

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        if !self.ended {
            self.health.suspect();
        }
    }
}
