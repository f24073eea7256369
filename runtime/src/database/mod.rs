//! The database: one enum, chosen by its URL at start, so that no route is written twice.
//!
//! Floor 3. Statements are constants; values are bound. A new engine is a variant here and in [`column`].

mod column;
mod connect;
mod error;
mod health;
mod schema;
mod script;

use std::future::Future;
use std::pin::{Pin, pin};

use futures_util::future::BoxFuture;
use sqlx::Connection as _;

pub use column::{Arguments, Column, KindOf, NoKind, Row, column};
pub use schema::{ColumnKind, TableShape};
pub use script::{IntoScript, Script};

use self::health::Health;
use crate::refusal::Refusal;

/// A pool of connections to the database.
#[derive(Debug, Clone)]
pub struct Database {
    pool: Pool,
    health: Health,
}

#[derive(Debug, Clone)]
enum Pool {
    Sqlite(sqlx::SqlitePool),
    Postgres(sqlx::PgPool),
}

/// Runs one statement on the engine at hand: `$run` of a query on a pool, and `$give` of what comes back, which wraps
/// rows as the engine's own.
macro_rules! on_engine {
    ($database:ident, $statement:ident, $arguments:ident, $run:ident, |$done:ident, $row:ident| $give:expr) => {
        match (&$database.pool, $arguments) {
            (Pool::Sqlite(pool), Arguments::Sqlite(arguments)) => {
                let $row = Row::Sqlite;
                let running = pin!(sqlx::query_with($statement, *arguments).$run(pool));
                let $done = $database.watched(running).await?;
                Ok($give)
            }
            (Pool::Postgres(pool), Arguments::Postgres(arguments)) => {
                let $row = Row::Postgres;
                let running = pin!(sqlx::query_with($statement, *arguments).$run(pool));
                let $done = $database.watched(running).await?;
                Ok($give)
            }
            _ => Err(Refusal::internal("the values were bound for another engine")),
        }
    };
}

impl Database {
    /// Connects by URL: `sqlite://orders.db`, whose file is made where it is missing and whose foreign keys are
    /// enforced, or `postgres://app@db.internal/orders` (`postgresql:` too), with the parameters that libpq knows and the
    /// name of a user. Write `sslmode=verify-full` for a server on another machine, with `sslrootcert` where its authority is your own: without it the
    /// connection may be plain, or with somebody else, and the log says so.
    ///
    /// At most 8 connections are open to a file and 10 to a server; one that has rested for a second, and each for a while after one
    /// has failed, is tested before it is used. A request waits
    /// up to 3 seconds for one, then it is answered 503. On PostgreSQL a statement waits as long for a lock, and runs for at
    /// most 30 seconds, whether or not the client is still there.
    ///
    /// # Errors
    /// The URL names no known engine, or the database does not open.
    pub async fn connect(url: &str) -> Result<Self, sqlx::Error> {
        let health = Health::new();
        Ok(Self { pool: connect::connect(url, &health).await?, health })
    }

    /// Runs statements outside any request: a schema, a migration, demo data. The text is fixed when the
    /// program is compiled; where the engines need different words, it is a [`Script`].
    ///
    /// # Errors
    /// What the database answers.
    pub fn run_script(&self, script: impl IntoScript) -> BoxFuture<'_, Result<(), sqlx::Error>> {
        // Boxed, so that its type does not carry the script: an unfit one is then one error, where it is given.
        let Script { sqlite, postgres } = script.into_script();
        Box::pin(async move {
            match &self.pool {
                Pool::Sqlite(pool) => sqlx::raw_sql(sqlite).execute(pool).await.map(|_| ()),
                Pool::Postgres(pool) => {
                    // A migration may take its time; the connection is not used again.
                    let mut connection = pool.acquire().await?.detach();
                    let unlimited = "SET statement_timeout = 0; SET lock_timeout = 0";
                    sqlx::raw_sql(unlimited).execute(&mut connection).await?;
                    sqlx::raw_sql(postgres).execute(&mut connection).await?;
                    connection.close().await
                }
            }
        })
    }

    /// Closes every connection; later calls fail.
    pub async fn close(&self) {
        match &self.pool {
            Pool::Sqlite(pool) => pool.close().await,
            Pool::Postgres(pool) => pool.close().await,
        }
    }

    pub(crate) fn arguments(&self) -> Arguments {
        match &self.pool {
            Pool::Sqlite(_) => Arguments::Sqlite(Box::default()),
            Pool::Postgres(_) => Arguments::Postgres(Box::default()),
        }
    }

    /// Waits for a statement, and learns from how it ends. The watch is dropped before the connection is given back, so that
    /// the pool knows already.
    async fn watched<T>(
        &self,
        running: Pin<&mut impl Future<Output = Result<T, sqlx::Error>>>,
    ) -> Result<T, Refusal> {
        let watch = self.health.watch();
        let ended = running.await;
        watch.ended();
        ended.map_err(|error| {
            let refusal = error::refusal(error);
            if let Refusal::Unavailable(_) = refusal {
                self.health.suspect();
            }
            refusal
        })
    }

    /// At most one row.
    pub(crate) async fn fetch_optional(
        &self,
        statement: &'static str,
        arguments: Arguments,
    ) -> Result<Option<Row>, Refusal> {
        on_engine!(self, statement, arguments, fetch_optional, |found, row| found.map(row))
    }

    /// The row that a statement wrote. It is read to its end: SQLite checks deferred constraints and commits after the last row,
    /// and a statement that is left at its first row has not failed yet.
    pub(crate) async fn fetch_written(
        &self,
        statement: &'static str,
        arguments: Arguments,
    ) -> Result<Option<Row>, Refusal> {
        Ok(self.fetch_all(statement, arguments).await?.into_iter().next())
    }

    /// Every row.
    pub(crate) async fn fetch_all(
        &self,
        statement: &'static str,
        arguments: Arguments,
    ) -> Result<Vec<Row>, Refusal> {
        on_engine!(self, statement, arguments, fetch_all, |found, row| found.into_iter().map(row).collect())
    }

    /// How many rows a statement touched.
    pub(crate) async fn execute(
        &self,
        statement: &'static str,
        arguments: Arguments,
    ) -> Result<u64, Refusal> {
        on_engine!(self, statement, arguments, execute, |done, _row| done.rows_affected())
    }
}
