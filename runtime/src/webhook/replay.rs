//! One call is run once: claimed before the handler, kept where it succeeds, released where it does not.
//!
//! Floor 5. So a sender who tries again after our failure is served, and a copy of what has succeeded is not.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::memory::Memory;
use super::table::CallTable;
use crate::database::Database;
use crate::refusal::Refusal;

/// What is known of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    New,
    Running,
    Finished,
}

/// What a claim has met.
pub(crate) enum Claimed {
    /// The call is ours to run.
    Ours(Claim),
    /// It has succeeded before.
    Finished,
}

/// The calls of one sender.
pub(super) struct Replays(Arc<Calls>);

enum Calls {
    Here(Memory),
    InTheDatabase(CallTable),
}

impl Replays {
    /// In the database, where there is one.
    pub(super) fn new(sender: &'static str, at_least: Duration, database: Option<Database>) -> Self {
        Self(Arc::new(match database {
            Some(database) => Calls::InTheDatabase(CallTable::new(database, sender)),
            None => Calls::Here(Memory::new(at_least)),
        }))
    }

    pub(super) async fn claim(&self, id: &[u8; 32], within: Duration) -> Result<Claimed, Refusal> {
        let number: u128 = rand::random();
        let claim = format!("{number:032x}");
        let ours = Claim(Some(Call { calls: Arc::clone(&self.0), id: *id, claim: claim.clone() }));
        let (seen, ours) = match &*self.0 {
            Calls::Here(memory) => {
                let seen = memory.claim(id, Instant::now());
                // Where it is not ours, there is nothing to release.
                let ours = if seen == Some(Seen::New) { ours } else { ours.forget() };
                (seen.ok_or(Refusal::Busy("calls of the sender that are remembered"))?, ours)
            }
            // Made before: a request that ends while the database answers leaves nothing claimed.
            Calls::InTheDatabase(table) => (table.claim(id, &claim, within).await?, ours),
        };
        match seen {
            Seen::New => Ok(Claimed::Ours(ours)),
            Seen::Finished => Ok(Claimed::Finished),
            // The same call is being run: whether it succeeds, its sender learns from that answer or the next.
            Seen::Running => Err(Refusal::Conflict),
        }
    }
}

/// A call that is ours to run. Whatever becomes of the request, the claim is released unless it was kept.
pub(crate) struct Claim(Option<Call>);

struct Call {
    calls: Arc<Calls>,
    id: [u8; 32],
    claim: String,
}

impl Claim {
    /// A claim of nothing.
    fn forget(mut self) -> Self {
        self.0 = None;
        self
    }

    /// Remembers that the call has succeeded, also where its client goes away meanwhile.
    pub(crate) async fn keep(mut self) -> Result<(), Refusal> {
        let Some(call) = self.0.take() else { return Ok(()) };
        let kept = tokio::spawn(async move {
            match &*call.calls {
                Calls::Here(memory) => {
                    memory.keep(&call.id);
                    Ok(())
                }
                Calls::InTheDatabase(table) => table.keep(&call.id).await,
            }
        });
        kept.await.map_err(Refusal::internal)?
    }
}

impl Claim {
    /// Forgets the call, so that its sender can try again at once.
    pub(crate) async fn release(mut self) {
        let Some(call) = self.0.take() else { return };
        // A task of its own: whoever waits for it may go away.
        let _ = tokio::spawn(call.release()).await;
    }
}

impl Call {
    async fn release(self) {
        let released = match &*self.calls {
            Calls::Here(memory) => {
                memory.release(&self.id);
                Ok(())
            }
            Calls::InTheDatabase(table) => table.release(&self.id, &self.claim).await,
        };
        if let Err(refusal) = released {
            tracing::error!(%refusal, "a webhook call that failed could not be released; its sender is refused until the claim ends");
        }
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        let Some(call) = self.0.take() else { return };
        // Without a runtime there is no server; a claim in the database then ends by its time.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(call.release());
        }
    }
}
