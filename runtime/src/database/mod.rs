//! The database: one enum, chosen by its URL at start, so that no route is written twice.
//!
//! Floor 3. Statements are constants; values are bound. A new engine is a variant here and in [`column`].

mod column;
mod error;
mod schema;

use std::str::FromStr;

pub use column::{Arguments, Column, KindOf, NoKind, Row, column};
pub use schema::{ColumnKind, TableShape};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions};

use crate::refusal::Refusal;

/// A pool of connections to the database.
#[derive(Debug, Clone)]
pub struct Database(Pool);

#[derive(Debug, Clone)]
enum Pool {
    Sqlite(sqlx::SqlitePool),
}

impl Database {
    /// Connects by URL, such as `sqlite://orders.db`; the file is made where it is missing. Foreign keys are
    /// enforced.
    ///
    /// # Errors
    /// The URL names no known engine, or the database does not open.
    pub async fn connect(url: &str) -> Result<Self, sqlx::Error> {
        if !url.starts_with("sqlite:") {
            return Err(sqlx::Error::Configuration(
                "the URL of the database must begin with `sqlite:`".into(),
            ));
        }
        let in_memory = url.contains(":memory:") || url.contains("mode=memory");
        let options = SqliteConnectOptions::from_str(url)?
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(if in_memory { SqliteJournalMode::Memory } else { SqliteJournalMode::Wal });
        // Every connection to an unnamed memory database is a database of its own.
        let pool = SqlitePoolOptions::new().max_connections(if in_memory { 1 } else { 8 });
        let pool = if in_memory { pool.idle_timeout(None).max_lifetime(None) } else { pool };
        Ok(Self(Pool::Sqlite(pool.connect_with(options).await?)))
    }

    /// Runs statements outside any request: a schema, a migration, demo data. The text is fixed when the
    /// program is compiled.
    ///
    /// # Errors
    /// What the database answers.
    pub async fn run_script(&self, statements: &'static str) -> Result<(), sqlx::Error> {
        match &self.0 {
            Pool::Sqlite(pool) => sqlx::raw_sql(statements).execute(pool).await.map(|_| ()),
        }
    }

    /// Closes every connection; later calls fail.
    pub async fn close(&self) {
        match &self.0 {
            Pool::Sqlite(pool) => pool.close().await,
        }
    }

    pub(crate) fn arguments(&self) -> Arguments {
        match &self.0 {
            Pool::Sqlite(_) => Arguments::sqlite(),
        }
    }

    /// At most one row.
    pub(crate) async fn fetch_optional(
        &self,
        statement: &'static str,
        arguments: Arguments,
    ) -> Result<Option<Row>, Refusal> {
        match (&self.0, arguments) {
            (Pool::Sqlite(pool), Arguments::Sqlite(arguments)) => {
                let query = sqlx::query_with(statement, *arguments);
                let row = query.fetch_optional(pool).await.map_err(error::refusal)?;
                Ok(row.map(Row::Sqlite))
            }
        }
    }

    /// Every row.
    pub(crate) async fn fetch_all(
        &self,
        statement: &'static str,
        arguments: Arguments,
    ) -> Result<Vec<Row>, Refusal> {
        match (&self.0, arguments) {
            (Pool::Sqlite(pool), Arguments::Sqlite(arguments)) => {
                let query = sqlx::query_with(statement, *arguments);
                let rows = query.fetch_all(pool).await.map_err(error::refusal)?;
                Ok(rows.into_iter().map(Row::Sqlite).collect())
            }
        }
    }

    /// How many rows a statement touched.
    pub(crate) async fn execute(
        &self,
        statement: &'static str,
        arguments: Arguments,
    ) -> Result<u64, Refusal> {
        match (&self.0, arguments) {
            (Pool::Sqlite(pool), Arguments::Sqlite(arguments)) => {
                let query = sqlx::query_with(statement, *arguments);
                let done = query.execute(pool).await.map_err(error::refusal)?;
                Ok(done.rows_affected())
            }
        }
    }
}
