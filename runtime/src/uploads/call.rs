//! What one call stores and removes: kept with a success, undone with everything else.
//!
//! Floor 4. It lies in the request, so whatever ends the request ends it; a file that is being written then finds it ended.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use bytes::Bytes;
use tokio::sync::OwnedSemaphorePermit;

use super::name::StoredName;
use super::store::FileStore;
use crate::content::FileKind;
use crate::events::{Event, Name, OwnedScene, Scene};
use crate::refusal::Refusal;

/// The files of one call.
#[derive(Debug)]
pub(crate) struct Ledger {
    store: Arc<FileStore>,
    /// What its events tell.
    scene: OwnedScene,
    state: Mutex<State>,
}

#[derive(Debug)]
enum State {
    Open { stored: Vec<StoredName>, removed: Vec<StoredName> },
    Ended,
}

/// How a call ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended {
    /// Rows may name what it stored, and name no more what it removed.
    Success,
    /// No row names what it stored.
    Failure,
    /// Nobody knows: a file too many is better than a row whose file is gone.
    Unknown,
}

impl Ledger {
    fn new(store: Arc<FileStore>, scene: OwnedScene) -> Arc<Self> {
        let state = Mutex::new(State::Open { stored: Vec::new(), removed: Vec::new() });
        Arc::new(Self { store, scene, state })
    }

    /// Stores a file; it is removed unless the call succeeds.
    pub(crate) async fn store(self: &Arc<Self>, bytes: Bytes, kind: FileKind) -> Result<StoredName, Refusal> {
        let (ledger, length) = (Arc::clone(self), bytes.len());
        let name = self.store.write(bytes, kind, move |name| ledger.note(name)).await?;
        let about = format!("{length} bytes of {}", name.kind().extension());
        Event::new(Name::UploadStored, self.scene.scene()).about(about).write();
        Ok(name)
    }

    /// Notes a file that was stored, while the call goes on.
    fn note(&self, name: StoredName) -> bool {
        match &mut *self.state.lock().unwrap_or_else(PoisonError::into_inner) {
            State::Open { stored, .. } => {
                stored.push(name);
                true
            }
            State::Ended => false,
        }
    }

    /// Removes a file once the call succeeds.
    pub(crate) fn remove(&self, name: StoredName) {
        if let State::Open { removed, .. } = &mut *self.state.lock().unwrap_or_else(PoisonError::into_inner) {
            removed.push(name);
        }
    }

    pub(crate) async fn read(&self, name: StoredName) -> Result<super::StoredFile, Refusal> {
        self.store.read(name).await
    }

    /// Ends the call and gives what is to be removed.
    fn end(&self, ended: Ended) -> Vec<StoredName> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match (std::mem::replace(&mut *state, State::Ended), ended) {
            (State::Open { removed, .. }, Ended::Success) => removed,
            (State::Open { stored, .. }, Ended::Failure) => stored,
            (State::Open { .. } | State::Ended, _) => Vec::new(),
        }
    }
}

/// The files of a request, where it has any; and its share of the memory for them.
#[derive(Debug, Default)]
pub(crate) struct CallFiles {
    ledger: OnceLock<Arc<Ledger>>,
    room: OnceLock<OwnedSemaphorePermit>,
    in_doubt: AtomicBool,
}

impl CallFiles {
    /// The ledger of the call, begun when it is first asked for.
    pub(crate) fn ledger(
        &self,
        store: Option<&Arc<FileStore>>,
        scene: Scene<'_>,
    ) -> Result<Arc<Ledger>, Refusal> {
        let store = store.ok_or_else(|| Refusal::internal("the app keeps no files"))?;
        let begun = || Ledger::new(Arc::clone(store), scene.to_owned());
        Ok(Arc::clone(self.ledger.get_or_init(begun)))
    }

    /// Holds this memory until the request ends.
    pub(crate) fn hold(&self, room: OwnedSemaphorePermit) {
        let _ = self.room.set(room);
    }

    /// From now on nobody knows whether the rows of the call are written, until [`settle`](Self::settle) says so.
    pub(crate) fn committing(&self) {
        self.in_doubt.store(true, Ordering::Release);
    }

    /// Keeps what was stored, or undoes it.
    pub(crate) async fn settle(&self, ended: Ended) {
        let Some(removing) = self.end(ended) else { return };
        // It goes on where the client goes away meanwhile.
        let _ = tokio::task::spawn_blocking(removing).await;
    }

    /// Ends the call and gives the removal of what it leaves behind.
    fn end(&self, ended: Ended) -> Option<impl FnOnce() + Send + 'static> {
        let ledger = Arc::clone(self.ledger.get()?);
        let names = ledger.end(ended);
        (!names.is_empty()).then_some(move || {
            for name in names.iter().filter(|name| ledger.store.remove_now(name)) {
                let about = name.kind().extension().to_owned();
                Event::new(Name::UploadDelete, ledger.scene.scene()).about(about).write();
            }
        })
    }
}

/// A request that ended in any other way: a panic, a time-out, a client that went away.
impl Drop for CallFiles {
    fn drop(&mut self) {
        let in_doubt = self.in_doubt.load(Ordering::Acquire);
        let Some(removing) = self.end(if in_doubt { Ended::Unknown } else { Ended::Failure }) else { return };
        match tokio::runtime::Handle::try_current() {
            Ok(runtime) => drop(runtime.spawn_blocking(removing)),
            Err(_) => removing(),
        }
    }
}
