//! What is measured of a pool: how long its connections are waited for, and how many are in use.
//!
//! Floor 3.

use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use metrics::{Gauge, Histogram, gauge, histogram};

use super::{Database, Pool};

/// How often the connections in use are looked at.
const EVERY: Duration = Duration::from_secs(5);

/// Of the recorder that is installed when it is first used: a database is connected to before the app is put together.
#[derive(Clone, Default)]
pub(super) struct Waits(Arc<OnceLock<Meters>>);

struct Meters {
    waited: Histogram,
    in_use: Gauge,
    idle: Gauge,
}

impl std::fmt::Debug for Waits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Waits")
    }
}

impl Waits {
    fn meters(&self) -> &Meters {
        self.0.get_or_init(|| Meters {
            waited: histogram!("portcullis_database_wait_seconds"),
            in_use: gauge!("portcullis_database_connections", "state" => "in_use"),
            idle: gauge!("portcullis_database_connections", "state" => "idle"),
        })
    }

    /// Notes that a connection, or one's turn to write, was waited for.
    pub(super) fn since(&self, began: Instant) {
        self.meters().waited.record(began.elapsed().as_secs_f64());
    }
}

impl Database {
    /// Looks at the connections from time to time, for as long as the pool is open.
    pub(crate) fn watch_connections(&self) {
        // Without a runtime there are no requests either.
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        let (waits, pool) = (self.waits.clone(), self.pool.clone());
        runtime.spawn(async move {
            loop {
                let (open, idle, closed) = match &pool {
                    Pool::Sqlite(pool) => (pool.size(), pool.num_idle(), pool.is_closed()),
                    Pool::Postgres(pool) => (pool.size(), pool.num_idle(), pool.is_closed()),
                };
                let idle = u32::try_from(idle).unwrap_or(u32::MAX).min(open);
                waits.meters().in_use.set(f64::from(open - idle));
                waits.meters().idle.set(f64::from(idle));
                if closed {
                    return;
                }
                tokio::time::sleep(EVERY).await;
            }
        });
    }
}
