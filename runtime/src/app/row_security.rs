//! Row-level security: whether the app demands it, and the script that makes it.
//!
//! Floor 13.

use std::sync::Arc;

use super::App;
use crate::database::{Database, Engine};
use crate::row_security::{claims, faults, script};

/// Whether PostgreSQL enforces who owns a row too.
///
/// ```no_run
/// use portcullis::prelude::*;
///
/// # async fn start() -> Result<(), Box<dyn std::error::Error>> {
/// let database = Database::connect("postgres://app@db.internal/orders?sslmode=verify-full").await?;
/// let app = App::new(Environment::Production).database(database).row_level_security(RowSecurity::Required);
/// match std::env::args().nth(1).as_deref() {
///     // To read it, and to run it under the role that owns the tables.
///     Some("policies") => println!("{}", app.row_security_script()),
///     Some("migrate") => app.migrate_row_security(&Database::connect_to_migrate().await?).await?,
///     _ => app.build().await?.serve(([127, 0, 0, 1], 8080).into()).await?,
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RowSecurity {
    /// The statements carry their conditions, and the tables none.
    #[default]
    Off,
    /// The tables carry them too, as policies; an app whose database has other ones, or lets it pass them by, does not start.
    Required,
}

impl App {
    /// Whether PostgreSQL enforces by its own policies what the row types declare; [`RowSecurity::Off`] unless it is said.
    ///
    /// Where it is required, each statement runs in a transaction that is told of its caller, and the start compares the policies of
    /// every table that a route reaches with [`App::row_security_script`]. It asks for a role of the app's own, without SUPERUSER, BYPASSRLS
    /// and the privileges that no policy binds (TRUNCATE, REFERENCES, TRIGGER), that may make temporary tables, on which it compares. A
    /// table that jobs alone reach ([`App::system`]) has no policies.
    pub fn row_level_security(mut self, row_security: RowSecurity) -> Self {
        self.row_security = row_security;
        self
    }

    /// The migration that makes the policies of every table that a route reaches, and of their tables of grants, for a person to read.
    /// It may be run again.
    pub fn row_security_script(&self) -> String {
        script(&self.tables())
    }

    /// Runs [`App::row_security_script`] on a database that is connected to as the owner of the tables
    /// ([`Database::connect_to_migrate`]). On SQLite it does nothing.
    ///
    /// # Errors
    /// What the database answers: the role does not own a table, or there is no such table.
    pub async fn migrate_row_security(&self, database: &Database) -> Result<(), sqlx::Error> {
        match database.engine() {
            Engine::Sqlite => Ok(()),
            Engine::Postgres => database.run_generated(self.row_security_script()).await,
        }
    }

    /// The claims that policies read; none where nothing is required.
    pub(super) fn row_security_claims(&self) -> Option<Arc<[&'static str]>> {
        (self.row_security == RowSecurity::Required).then(|| claims(&self.tables()).into())
    }

    /// Every difference between what is there and what is meant.
    pub(super) async fn check_row_security(&self, told: &mut Vec<String>) {
        if self.row_security == RowSecurity::Off {
            return;
        }
        let Some(database) = &self.database else {
            told.push(
                "row security is required, and the app has no database; write `.database(…)`".to_owned(),
            );
            return;
        };
        if database.engine() == Engine::Sqlite {
            told.push(
                "row security is required, and SQLite has none; connect to PostgreSQL, or leave `row_level_security` out".to_owned(),
            );
            return;
        }
        match faults(database, &self.tables()).await {
            Ok(faults) => told.extend(faults),
            Err(refusal) => told.push(format!("row security could not be compared: {refusal}")),
        }
    }
}
