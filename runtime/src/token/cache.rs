//! Verified tokens, remembered: bounded, and looked up by the whole token.
//!
//! Floor 3. Expiry and the keys are not judged here; whoever asks judges them at every call.

use std::sync::Arc;

use crate::principal::Verified;

/// How many tokens are remembered. At 8 KiB a token this is at most 80 MiB, commonly 8.
const CAPACITY: usize = 10_000;

/// What a token proved, and by which keys: those of this issuer at this moment.
#[derive(Clone)]
pub(super) struct Known {
    pub(super) verified: Arc<Verified>,
    /// The place of the issuer among the app's.
    pub(super) issuer: usize,
    /// The number of the snapshot of its ring.
    pub(super) generation: u64,
}

/// The hash is keyed at random, and equality is of the whole token, so no token answers for another.
pub(super) struct Cache(quick_cache::sync::Cache<Box<str>, Known>);

impl Cache {
    pub(super) fn new() -> Self {
        Self(quick_cache::sync::Cache::new(CAPACITY))
    }

    pub(super) fn get(&self, token: &str) -> Option<Known> {
        self.0.get(token)
    }

    pub(super) fn put(&self, token: &str, known: Known) {
        self.0.insert(token.into(), known);
    }

    pub(super) fn forget(&self, token: &str) {
        self.0.remove(token);
    }
}
