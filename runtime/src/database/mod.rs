//! The database: one enum, chosen by its URL at start, so that no route is written twice.
//!
//! Floor 3. Statements are constants; values are bound. A new engine is a variant here and in [`column`].

mod column;
mod connect;
mod error;
mod health;
mod listen;
mod schema;
mod script;
mod session;
mod table;
mod turn;
mod value;
mod waits;

use std::future::Future;
use std::pin::{Pin, pin};
use std::time::Instant;

use futures_util::future::BoxFuture;
use sqlx::{AssertSqlSafe, Connection as _, SqlSafeStr as _, SqlStr};

use column::Bound;
pub use column::{Arguments, Column, KeepHash, KeptAs, KindOf, NoKind, Row, column};
pub(crate) use column::{Opening, SealedColumn, Unsealed, kept_text, stood_for};
pub(crate) use listen::Listening;
pub use script::{IntoScript, Script};
pub(crate) use session::{Session, Settings};
pub(crate) use table::TableOf;
pub use table::{Claim, ColumnKind, Grants, Level, OwnedBy, Owner, Published, Seen, Table, TableColumn};
pub(crate) use value::Value;

use self::health::Health;
use self::session::{Transaction, Want};
use self::turn::Writers;
use self::waits::Waits;
use crate::refusal::Refusal;

/// A pool of connections to the database.
#[derive(Debug, Clone)]
pub struct Database {
    pool: Pool,
    health: Health,
    writers: Writers,
    waits: Waits,
}

#[derive(Debug, Clone)]
enum Pool {
    Sqlite(sqlx::SqlitePool),
    Postgres(sqlx::PgPool),
}

/// The engine that a database runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

/// What a statement gives.
enum Written {
    Rows(Vec<Row>),
    Count(u64),
}

/// Runs one statement on an executor of an engine, whose rows are wrapped as its own. A statement is read to its end: SQLite
/// checks deferred constraints and commits after the last row, and one that is left at its first row has not failed yet.
macro_rules! run_on {
    ($database:ident, $wrap:path, $executor:expr, $statement:ident, $arguments:ident, $want:ident) => {{
        let query = sqlx::query_with($statement, *$arguments);
        match $want {
            Want::Rows => {
                let running = pin!(query.fetch_all($executor));
                let rows = $database.watched(running).await?;
                Ok(Written::Rows(rows.into_iter().map($wrap).collect()))
            }
            Want::Count => {
                let running = pin!(query.execute($executor));
                Ok(Written::Count($database.watched(running).await?.rows_affected()))
            }
        }
    }};
}

impl Database {
    /// Connects by URL: `sqlite://orders.db`, whose file is made where it is missing and whose foreign keys are
    /// enforced, or `postgres://app@db.internal/orders` (`postgresql:` too), with the parameters that libpq knows and the
    /// name of a user. Write `sslmode=verify-full` for a server on another machine, with `sslrootcert` where its authority is your own: without it the
    /// connection may be plain, or with somebody else, and the log says so.
    ///
    /// At most 8 connections are open to a file and 10 to a server; one that has rested for a second, and each for a while after one
    /// has failed, is tested before it is used. A request waits
    /// up to 3 seconds for one, and on SQLite as long for its turn to write, then it is answered 503. On PostgreSQL a statement waits as long for a lock, and runs for at
    /// most 30 seconds, whether or not the client is still there.
    ///
    /// # Errors
    /// The URL names no known engine, or the database does not open.
    pub async fn connect(url: &str) -> Result<Self, sqlx::Error> {
        let health = Health::new();
        let pool = connect::connect(url, &health).await?;
        Ok(Self { pool, health, writers: Writers::new(), waits: Waits::default() })
    }

    /// Runs statements outside any request: a schema, a migration, demo data. The text is fixed when the
    /// program is compiled; where the engines need different words, it is a [`Script`].
    ///
    /// # Errors
    /// What the database answers.
    pub fn run_script(&self, script: impl IntoScript) -> BoxFuture<'_, Result<(), sqlx::Error>> {
        // Boxed, so that its type does not carry the script: an unfit one is then one error, where it is given.
        let Script { sqlite, postgres } = script.into_script();
        Box::pin(self.run_statements(sqlite.into_sql_str(), postgres.into_sql_str()))
    }

    /// Runs statements that are put together from the constants of row types.
    pub(crate) async fn run_generated(&self, statements: String) -> Result<(), sqlx::Error> {
        let statements = AssertSqlSafe(statements).into_sql_str();
        self.run_statements(statements.clone(), statements).await
    }

    async fn run_statements(&self, sqlite: SqlStr, postgres: SqlStr) -> Result<(), sqlx::Error> {
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
    }

    /// Connects by `MIGRATE_DATABASE_URL`, as the role that owns the tables, for scripts alone: the role that serves requests is then one
    /// that can neither change a table nor pass its policies by.
    ///
    /// # Errors
    /// The variable is not set, names no known engine, or the database does not open.
    pub async fn connect_to_migrate() -> Result<Self, sqlx::Error> {
        let url = std::env::var("MIGRATE_DATABASE_URL").map_err(|_| {
            let why =
                "set MIGRATE_DATABASE_URL to the URL of the database with the role that owns its tables";
            sqlx::Error::Configuration(why.into())
        })?;
        Self::connect(&url).await
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
            Pool::Sqlite(_) => Arguments::new(Bound::Sqlite(Box::default())),
            Pool::Postgres(_) => Arguments::new(Bound::Postgres(Box::default())),
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

    /// Runs a statement that is a transaction of its own.
    async fn run_alone(
        &self,
        statement: SqlStr,
        arguments: Arguments,
        want: Want,
    ) -> Result<Written, Refusal> {
        match (&self.pool, arguments.bound) {
            (Pool::Sqlite(pool), Bound::Sqlite(arguments)) => {
                let began = Instant::now();
                let _turn = if turn::reads(&statement) { None } else { Some(self.writers.turn().await?) };
                // On the heap, so that the futures of requests stay small.
                let mut connection = self.watched(Box::pin(pool.acquire()).as_mut()).await?;
                self.waits.since(began);
                run_on!(self, Row::sqlite, &mut *connection, statement, arguments, want)
            }
            (Pool::Postgres(pool), Bound::Postgres(arguments)) => {
                let began = Instant::now();
                // On the heap, so that the futures of requests stay small.
                let mut connection = self.watched(Box::pin(pool.acquire()).as_mut()).await?;
                self.waits.since(began);
                run_on!(self, Row::postgres, &mut *connection, statement, arguments, want)
            }
            _ => Err(Refusal::internal("the values were bound for another engine")),
        }
    }

    /// Runs a statement of a transaction.
    async fn run_in(
        &self,
        transaction: &mut Transaction,
        statement: SqlStr,
        arguments: Arguments,
        want: Want,
    ) -> Result<Written, Refusal> {
        match (transaction, arguments.bound) {
            (Transaction::Sqlite(open, _), Bound::Sqlite(arguments)) => {
                run_on!(self, Row::sqlite, &mut **open, statement, arguments, want)
            }
            (Transaction::Postgres(open), Bound::Postgres(arguments)) => {
                run_on!(self, Row::postgres, &mut **open, statement, arguments, want)
            }
            _ => Err(Refusal::internal("the values were bound for another engine")),
        }
    }

    async fn begin(&self, writes: bool) -> Result<Transaction, Refusal> {
        match &self.pool {
            Pool::Sqlite(pool) => {
                let began = Instant::now();
                let turn = if writes { Some(self.writers.turn().await?) } else { None };
                let statement = if writes { "BEGIN IMMEDIATE" } else { "BEGIN" };
                let beginning = pin!(pool.begin_with(statement));
                let begun = self.watched(beginning).await?;
                self.waits.since(began);
                Ok(Transaction::Sqlite(begun, turn))
            }
            Pool::Postgres(pool) => {
                let began = Instant::now();
                let begun = self.watched(pin!(pool.begin())).await?;
                self.waits.since(began);
                Ok(Transaction::Postgres(begun))
            }
        }
    }

    async fn commit(&self, transaction: Transaction) -> Result<(), Refusal> {
        match transaction {
            Transaction::Sqlite(open, _turn) => self.watched(pin!(open.commit())).await,
            Transaction::Postgres(open) => self.watched(pin!(open.commit())).await,
        }
    }

    /// A transaction that cannot be rolled back is lost with its connection, which undoes it too.
    async fn roll_back(&self, transaction: Transaction) {
        let _ = match transaction {
            Transaction::Sqlite(open, _turn) => self.watched(pin!(open.rollback())).await,
            Transaction::Postgres(open) => self.watched(pin!(open.rollback())).await,
        };
    }

    /// Tells a transaction on PostgreSQL of its caller. The settings are the transaction's own (`is_local`), so that a pooled
    /// connection knows nothing of them afterwards.
    async fn tell(&self, transaction: &mut Transaction, settings: &Settings) -> Result<(), Refusal> {
        if let Transaction::Postgres(_) = transaction {
            let mut arguments = self.arguments();
            for (name, value) in settings.iter() {
                (*name).to_owned().bind(&mut arguments)?;
                value.bind(&mut arguments)?;
            }
            let calls = (0..settings.len())
                .map(|setting| format!("set_config(${}, ${}, TRUE)", 2 * setting + 1, 2 * setting + 2));
            let statement = format!("SELECT {}", calls.collect::<Vec<_>>().join(", "));
            let statement = AssertSqlSafe(statement).into_sql_str();
            self.run_in(transaction, statement, arguments, Want::Rows).await?;
        }
        Ok(())
    }

    /// Every row of a fixed statement, outside any request.
    pub(crate) async fn fetch_all(
        &self,
        statement: &'static str,
        arguments: Arguments,
    ) -> Result<Vec<Row>, Refusal> {
        match self.run_alone(statement.into_sql_str(), arguments, Want::Rows).await? {
            Written::Rows(rows) => Ok(rows),
            Written::Count(_) => Ok(Vec::new()),
        }
    }

    /// At most one row of a fixed statement, outside any request.
    pub(crate) async fn fetch_optional(
        &self,
        statement: &'static str,
        arguments: Arguments,
    ) -> Result<Option<Row>, Refusal> {
        Ok(self.fetch_all(statement, arguments).await?.into_iter().next())
    }
}
