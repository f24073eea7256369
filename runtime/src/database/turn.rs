//! Whose turn it is to write to a file.
//!
//! Floor 3. SQLite lets one connection write at a time and has no queue: whoever waits asks again after a pause, each time a longer one, so
//! that writers of one process hold each other up and the last may give up. Here they wait in the order in which they came, and without a
//! connection, which readers then have. What is not recognised to read waits too, and SQLite's own lock still decides between processes.

use std::sync::Arc;

use sqlx::SqlStr;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use super::connect::PATIENCE;
use crate::refusal::Refusal;

/// The queue of the writers of this process.
#[derive(Debug, Clone)]
pub(super) struct Writers(Arc<Semaphore>);

/// The right to write, until it is dropped.
#[derive(Debug)]
pub(super) struct Turn(#[expect(dead_code, reason = "it is held, not read")] OwnedSemaphorePermit);

impl Writers {
    pub(super) fn new() -> Self {
        Self(Arc::new(Semaphore::new(1)))
    }

    /// Waits for one's turn, as long as for a connection.
    pub(super) async fn turn(&self) -> Result<Turn, Refusal> {
        let turn = timeout(PATIENCE, Arc::clone(&self.0).acquire_owned()).await;
        let turn = turn.map_err(|_| Refusal::Unavailable("other writers hold the file".into()))?;
        turn.map(Turn).map_err(Refusal::internal)
    }
}

/// Whether a statement only reads.
pub(super) fn reads(statement: &SqlStr) -> bool {
    let words = statement.as_str().trim_start().as_bytes();
    words.get(..7).is_some_and(|word| word.eq_ignore_ascii_case(b"SELECT "))
}
