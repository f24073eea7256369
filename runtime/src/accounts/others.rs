//! The other processes of the app: told of what ends, so that they forget it at once and not only when they believe it no more.
//!
//! Floor 5. Nothing rests on it: a word that is lost costs the time for which a process believes what it has read.

use std::sync::Arc;

use super::Accounts;
use super::standing::{Ended, Standing};
use crate::database::{Database, Listening};

/// The channel in PostgreSQL.
const CHANNEL: &str = "portcullis_ended";

/// Forgets what others end, for as long as the accounts live.
pub(super) fn listen(database: &Database, standing: &Arc<Standing>) -> Option<Listening> {
    let standing = Arc::clone(standing);
    database.listen(CHANNEL, move |word| match word.map(|word| word.split_at_checked(1)) {
        Some(Some(("s", session))) => standing.forget(&Ended::Session(session.to_owned())),
        Some(Some(("a", subject))) => standing.forget(&Ended::Account(subject.to_owned())),
        // Something may have been missed.
        _ => standing.forget_all(),
    })
}

impl Accounts {
    /// Tells the other processes. What they do not hear, they read a little later.
    pub(super) async fn tell(&self, ended: &Ended) {
        let word = match ended {
            Ended::Session(session) => format!("s{session}"),
            Ended::Account(subject) => format!("a{subject}"),
        };
        if let Err(refusal) = self.inner.statements.database().tell_all(CHANNEL, word).await {
            tracing::warn!(target: "portcullis::identity", "other processes were not told of an end: {refusal}");
        }
    }
}
