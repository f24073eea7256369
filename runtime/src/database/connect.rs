//! From a URL to a bounded pool of tested connections.
//!
//! Floor 3. Every limit on waiting for an engine stands here.

use std::net::IpAddr;
use std::str::FromStr;
use std::time::Duration;

use sqlx::Error;
use sqlx::database::HasStatementCache;
use sqlx::pool::PoolOptions;
use sqlx::postgres::{PgConnectOptions, PgSslMode};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode};

use super::Pool;
use super::health::Health;

/// How long a request waits for a connection. A server that is gone is a 503 after this, well within the time limit
/// that a route has by default.
pub(super) const PATIENCE: Duration = Duration::from_secs(3);
/// The most connections to a file. One of them writes at a time.
const TO_SQLITE: u32 = 8;
/// The most connections to a server, which serves 100 unless told otherwise: several instances of an app fit.
const TO_POSTGRES: u32 = 10;

/// How long a statement waits for a row that another holds, as PostgreSQL writes it.
const LOCK_TIMEOUT: &str = "3s";
/// How long a statement runs; scripts have no end.
const STATEMENT_TIMEOUT: &str = "30s";

/// The engine that a URL names.
pub(super) async fn connect(url: &str, health: &Health) -> Result<Pool, Error> {
    match url.split_once(':') {
        Some(("sqlite", _)) => sqlite(url, health).await,
        Some(("postgres" | "postgresql", _)) => postgres(url, health).await,
        _ => Err(Error::Configuration(
            "the URL of the database must begin with `sqlite:`, `postgres:` or `postgresql:`".into(),
        )),
    }
}

/// At most so many connections, tested as their health demands.
fn bounded<D: sqlx::Database + HasStatementCache>(most: u32, health: &Health) -> PoolOptions<D> {
    health.asked_by(PoolOptions::new().max_connections(most).acquire_timeout(PATIENCE))
}

async fn sqlite(url: &str, health: &Health) -> Result<Pool, Error> {
    let in_memory = url.contains(":memory:") || url.contains("mode=memory");
    let options = SqliteConnectOptions::from_str(url)?
        .create_if_missing(true)
        .foreign_keys(true)
        .journal_mode(if in_memory { SqliteJournalMode::Memory } else { SqliteJournalMode::Wal });
    // Every connection to an unnamed memory database is a database of its own.
    let pool = bounded(if in_memory { 1 } else { TO_SQLITE }, health);
    let pool = if in_memory { pool.idle_timeout(None).max_lifetime(None) } else { pool };
    Ok(Pool::Sqlite(pool.connect_with(options).await?))
}

/// Through a socket file, or to this machine.
fn is_local(options: &PgConnectOptions) -> bool {
    let host = options.get_host().trim_matches(['[', ']']);
    let loopback = host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
    options.get_socket().is_some() || host.starts_with('/') || host == "localhost" || loopback
}

fn is_verified(mode: PgSslMode) -> bool {
    matches!(mode, PgSslMode::VerifyCa | PgSslMode::VerifyFull)
}

async fn postgres(url: &str, health: &Health) -> Result<Pool, Error> {
    let options = PgConnectOptions::from_str(url)?;
    if !is_local(&options) && !is_verified(options.get_ssl_mode()) {
        tracing::warn!(
            target: "portcullis::boot",
            host = options.get_host(),
            "whoever stands between this server and its database can read and change rows; write `sslmode=verify-full` in the URL",
        );
    }
    // A client that leaves does not end its statement; the server does, or the statements of those who left would fill it.
    let options = options.options([("lock_timeout", LOCK_TIMEOUT), ("statement_timeout", STATEMENT_TIMEOUT)]);
    let pool = bounded(TO_POSTGRES, health);
    Ok(Pool::Postgres(pool.connect_with(options).await?))
}
