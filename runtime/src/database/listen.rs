//! What the processes of an app tell each other through PostgreSQL: `LISTEN` and `NOTIFY`.
//!
//! Floor 3. A word that is lost is nobody's failure: who listens is told when something may have been, and nothing rests on words alone.

use std::time::Duration;

use sqlx::postgres::{PgListener, PgPoolOptions};
use sqlx::{PgPool, SqlSafeStr as _};
use tokio::task::AbortHandle;

use super::session::Want;
use super::{Column as _, Database, Pool};
use crate::refusal::Refusal;

/// Between two attempts to listen.
const PAUSE: Duration = Duration::from_secs(1);

/// Listens until it is dropped.
#[derive(Debug)]
pub(crate) struct Listening(AbortHandle);

impl Drop for Listening {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Database {
    /// Hears what is told on a channel, and `None` whenever words may have been lost. None on SQLite, where there is nobody to listen to.
    pub(crate) fn listen(
        &self,
        channel: &'static str,
        heard: impl Fn(Option<&str>) + Send + Sync + 'static,
    ) -> Option<Listening> {
        let Pool::Postgres(pool) = &self.pool else { return None };
        // A connection of its own: requests keep theirs.
        let own =
            PgPoolOptions::new().max_connections(1).connect_lazy_with((*pool.connect_options()).clone());
        let listening = tokio::spawn(async move {
            loop {
                if let Err(error) = listen_once(&own, channel, &heard).await {
                    tracing::warn!(target: "portcullis::database", channel, "cannot listen: {error}");
                }
                heard(None);
                tokio::time::sleep(PAUSE).await;
            }
        });
        Some(Listening(listening.abort_handle()))
    }

    /// Tells whoever listens on a channel. On SQLite nobody does.
    pub(crate) async fn tell_all(&self, channel: &'static str, word: String) -> Result<(), Refusal> {
        if !matches!(self.pool, Pool::Postgres(_)) {
            return Ok(());
        }
        let mut arguments = self.arguments();
        channel.to_owned().bind(&mut arguments)?;
        word.bind(&mut arguments)?;
        let statement = "SELECT pg_notify($1, $2)".into_sql_str();
        self.run_alone(statement, arguments, Want::Count).await.map(|_| ())
    }
}

async fn listen_once(pool: &PgPool, channel: &str, heard: &impl Fn(Option<&str>)) -> Result<(), sqlx::Error> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(channel).await?;
    heard(None);
    while let Some(word) = listener.try_recv().await? {
        heard(Some(word.payload()));
    }
    Ok(())
}
