//! Verified tokens, remembered: bounded, and looked up by the whole token.
//!
//! Floor 3. Expiry is not judged here; whoever asks judges it at every call.

use std::sync::Arc;

use crate::principal::Verified;

/// How many tokens are remembered. At 8 KiB a token this is at most 80 MiB, commonly 8.
const CAPACITY: usize = 10_000;

/// The hash is keyed at random, and equality is of the whole token, so no token answers for another.
pub(super) struct Cache(quick_cache::sync::Cache<Box<str>, Arc<Verified>>);

impl Cache {
    pub(super) fn new() -> Self {
        Self(quick_cache::sync::Cache::new(CAPACITY))
    }

    pub(super) fn get(&self, token: &str) -> Option<Arc<Verified>> {
        self.0.get(token)
    }

    pub(super) fn put(&self, token: &str, verified: &Arc<Verified>) {
        self.0.insert(token.into(), Arc::clone(verified));
    }

    pub(super) fn forget(&self, token: &str) {
        self.0.remove(token);
    }
}
