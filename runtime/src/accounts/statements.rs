//! How the statements of accounts run: as the app itself, alone or together.
//!
//! Floor 5.

use std::sync::{Arc, OnceLock};

use sqlx::SqlSafeStr as _;

use crate::database::{Arguments, Database, Row, Session, Settings};
use crate::refusal::Refusal;

/// The database, and what PostgreSQL is told where it enforces who owns a row too: that the app itself asks.
#[derive(Clone)]
pub(super) struct Statements {
    database: Database,
    told: Arc<OnceLock<Settings>>,
}

/// Binds values, in their order.
macro_rules! bound {
    ($session:expr; $($value:expr),* $(,)?) => {{
        #[allow(unused_mut, reason = "a statement may have no values")]
        let mut arguments = $session.arguments();
        $(crate::database::Column::bind(&$value, &mut arguments)?;)*
        arguments
    }};
}
pub(super) use bound;

impl Statements {
    pub(super) fn new(database: Database) -> Self {
        Self { database, told: Arc::default() }
    }

    pub(super) fn database(&self) -> &Database {
        &self.database
    }

    /// What PostgreSQL is told from now on. An app is built once.
    pub(super) fn tell(&self, settings: Option<Settings>) {
        if let Some(settings) = settings {
            let _ = self.told.set(settings);
        }
    }

    /// Each statement by itself.
    pub(super) fn alone(&self) -> Session {
        Session::alone(&self.database, self.told.get().cloned())
    }

    /// All statements or none.
    pub(super) fn together(&self) -> Session {
        Session::together(&self.database, self.told.get().cloned(), true)
    }
}

/// The rows that a fixed statement gives.
pub(super) async fn fetch(
    session: &Session,
    statement: &'static str,
    arguments: Arguments,
) -> Result<Vec<Row>, Refusal> {
    session.fetch_all(statement.into_sql_str(), arguments).await
}

/// How many rows a fixed statement touches.
pub(super) async fn run(
    session: &Session,
    statement: &'static str,
    arguments: Arguments,
) -> Result<u64, Refusal> {
    session.execute(statement.into_sql_str(), arguments).await
}
