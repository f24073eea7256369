//! The calls of all senders, in the database: so that no process runs what another has run.
//!
//! Floor 5. Every step is one statement. Times are seconds since 1970.

use std::time::Duration;

use super::replay::Seen;
use super::signed::now;
use crate::database::{Column as _, Database, Script, column};
use crate::refusal::Refusal;

/// How long a finished call is remembered: longer than senders try again.
const KEPT: i64 = 7 * 86_400;

/// How long after its time a claim is somebody else's, where the process that held it has died.
const GRACE: i64 = 60;

const MIGRATION: Script = Script {
    sqlite: "
        CREATE TABLE IF NOT EXISTS portcullis_webhook_calls (
            call TEXT PRIMARY KEY NOT NULL,
            claim TEXT NOT NULL,
            finished BOOLEAN NOT NULL,
            ends_at INTEGER NOT NULL
        );
        CREATE INDEX IF NOT EXISTS portcullis_webhook_calls_by_end ON portcullis_webhook_calls (ends_at);",
    postgres: "
        SELECT pg_advisory_xact_lock(8104227061);
        CREATE TABLE IF NOT EXISTS portcullis_webhook_calls (
            call TEXT PRIMARY KEY,
            claim TEXT NOT NULL,
            finished BOOLEAN NOT NULL,
            ends_at BIGINT NOT NULL
        );
        CREATE INDEX IF NOT EXISTS portcullis_webhook_calls_by_end ON portcullis_webhook_calls (ends_at);",
};

/// Makes the table.
pub(crate) async fn migrate(database: &Database) -> Result<(), sqlx::Error> {
    database.run_script(MIGRATION).await
}

/// What of the table is missing, in words.
pub(crate) async fn table_fault(database: &Database) -> Option<String> {
    let statement = "SELECT call, claim, finished, ends_at FROM portcullis_webhook_calls LIMIT 0";
    let refusal = database.fetch_all(statement, database.arguments()).await.err()?;
    Some(format!(
        "the table of the calls of webhooks is not there or not readable; run `WebhookKeys::migrate(&database)` as its owner, or \
         give the reason why calls may be replayed, `waive_webhook = \"…\"`: {refusal}"
    ))
}

/// A sender's part of the table.
pub(super) struct CallTable {
    database: Database,
    sender: &'static str,
}

/// Binds values, in their order.
macro_rules! bound {
    ($database:expr; $($value:expr),*) => {{
        let mut arguments = $database.arguments();
        $($value.bind(&mut arguments)?;)*
        arguments
    }};
}

impl CallTable {
    pub(super) fn new(database: Database, sender: &'static str) -> Self {
        Self { database, sender }
    }

    fn key(&self, id: &[u8; 32]) -> String {
        let id: String = id.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{}:{id}", self.sender)
    }

    /// Claims a call that is new, or that was claimed by who never came back. `claim` tells this claim from others.
    pub(super) async fn claim(&self, id: &[u8; 32], claim: &str, within: Duration) -> Result<Seen, Refusal> {
        let (now, key) = (now(), self.key(id));
        let ends_at =
            now.saturating_add(i64::try_from(within.as_secs()).unwrap_or(i64::MAX)).saturating_add(GRACE);
        let arguments = bound!(self.database; key.clone(), claim.to_owned(), ends_at, now);
        let statement = "
            INSERT INTO portcullis_webhook_calls (call, claim, finished, ends_at) VALUES ($1, $2, FALSE, $3)
            ON CONFLICT (call) DO UPDATE SET claim = $2, finished = FALSE, ends_at = $3
            WHERE portcullis_webhook_calls.ends_at <= $4
            RETURNING call";
        if self.database.fetch_optional(statement, arguments).await?.is_some() {
            return Ok(Seen::New);
        }
        let arguments = bound!(self.database; key);
        let statement = "SELECT finished FROM portcullis_webhook_calls WHERE call = $1";
        let row = self.database.fetch_optional(statement, arguments).await?;
        // One that was released in between is claimed by who tries next.
        let finished = row.map(|row| column::<bool>(&row, 0)).transpose()?.unwrap_or(false);
        Ok(if finished { Seen::Finished } else { Seen::Running })
    }

    /// Remembers that a call has succeeded, and forgets those that nobody sends any more.
    pub(super) async fn keep(&self, id: &[u8; 32]) -> Result<(), Refusal> {
        let now = now();
        let arguments = bound!(self.database; self.key(id), now.saturating_add(KEPT));
        // Also where the claim has ended meanwhile and was swept.
        let statement = "
            INSERT INTO portcullis_webhook_calls (call, claim, finished, ends_at) VALUES ($1, '', TRUE, $2)
            ON CONFLICT (call) DO UPDATE SET finished = TRUE, ends_at = $2
            RETURNING call";
        self.database.fetch_all(statement, arguments).await?;
        if rand::random::<u8>() == 0 {
            let arguments = bound!(self.database; now);
            let statement = "DELETE FROM portcullis_webhook_calls WHERE ends_at <= $1 RETURNING call";
            self.database.fetch_all(statement, arguments).await?;
        }
        Ok(())
    }

    /// Forgets this claim of a call that has not succeeded.
    pub(super) async fn release(&self, id: &[u8; 32], claim: &str) -> Result<(), Refusal> {
        let arguments = bound!(self.database; self.key(id), claim.to_owned());
        let statement = "DELETE FROM portcullis_webhook_calls WHERE call = $1 AND claim = $2 AND NOT finished RETURNING call";
        self.database.fetch_all(statement, arguments).await.map(|_| ())
    }
}
