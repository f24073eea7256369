//! The ring of an issuer while the app runs: its keys may change.
//!
//! Floor 3. A snapshot is the keys and their number in one, so that what one key vouched for is never taken for what another did.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, PoisonError, RwLock, Weak};
use std::time::{Duration, Instant};

use super::issuer::Issuer;
use super::ring::{KeyRing, Keys, Source};
use super::source::Files;
use crate::events::{Name, notice};

/// The keys of an issuer.
pub(crate) struct Ring {
    snapshot: RwLock<Arc<Snapshot>>,
    /// The number of the snapshot, readable without its lock.
    generation: AtomicU64,
    /// Milliseconds of [`uptime`]; from then on the keys are not believed.
    trusted_until: AtomicU64,
    ephemeral: bool,
    source: Option<Source>,
    pause: Duration,
}

/// The keys of one moment, numbered.
pub(super) struct Snapshot {
    pub(super) generation: u64,
    pub(super) keys: Keys,
}

/// How long this process has counted time.
pub(super) fn uptime() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    START.elapsed()
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

impl Ring {
    pub(super) fn new(ring: KeyRing) -> Self {
        let (ephemeral, pause) = (ring.ephemeral, ring.pause());
        Self {
            snapshot: RwLock::new(Arc::new(Snapshot { generation: 0, keys: ring.keys })),
            generation: AtomicU64::new(0),
            trusted_until: AtomicU64::new(u64::MAX),
            ephemeral,
            source: ring.source,
            pause,
        }
    }

    /// Whether it has a key that signs.
    pub(crate) fn signs(&self) -> bool {
        self.snapshot().keys.signing.is_some()
    }

    pub(super) fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.snapshot.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Whether what was verified by the snapshot of this number is still so.
    pub(super) fn holds(&self, generation: u64) -> bool {
        self.generation.load(Ordering::Acquire) == generation && self.is_trusted()
    }

    /// Whether the keys are to be believed at all.
    pub(super) fn is_trusted(&self) -> bool {
        let until = self.trusted_until.load(Ordering::Acquire);
        until == u64::MAX || millis(uptime()) < until
    }

    /// Believes no key until [`Ring::trust_until`] says otherwise.
    #[cfg(feature = "jwks")]
    pub(super) fn believe_nothing(&self) {
        self.trusted_until.store(0, Ordering::Release);
    }

    /// Believes the keys until then.
    #[cfg(feature = "jwks")]
    pub(super) fn trust_until(&self, until: Duration) {
        self.trusted_until.store(millis(until), Ordering::Release);
    }

    pub(super) fn replace(&self, keys: Keys) {
        let mut snapshot = self.snapshot.write().unwrap_or_else(PoisonError::into_inner);
        let generation = snapshot.generation + 1;
        *snapshot = Arc::new(Snapshot { generation, keys });
        // Under the lock: whoever sees the new number finds the new keys.
        self.generation.store(generation, Ordering::Release);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.snapshot().keys.keys.is_empty()
    }

    pub(crate) fn is_ephemeral(&self) -> bool {
        self.ephemeral
    }
}

/// Reads the files of a ring anew for as long as its issuer is used.
pub(super) async fn reread(issuer: Weak<Issuer>) {
    let Some((source, pause)) =
        issuer.upgrade().and_then(|issuer| Some((issuer.ring.source.clone()?, issuer.ring.pause)))
    else {
        return;
    };
    let mut digest = source.digest;
    loop {
        tokio::time::sleep(pause).await;
        let place = source.place.clone();
        let read = tokio::task::spawn_blocking(move || {
            let files = Files::read(&place)?;
            let found = files.digest();
            let changed = if found == digest { None } else { Some(files.keys()?) };
            Ok::<_, super::key::KeyFault>((found, changed))
        });
        let Some(issuer) = issuer.upgrade() else { return };
        match read.await {
            Ok(Ok((_, None))) => {}
            Ok(Ok((found, Some(keys)))) => {
                digest = found;
                let ids = keys.keys.iter().map(|key| key.id.as_str()).collect::<Vec<_>>().join(", ");
                let signs = keys.signing.as_ref().map_or("none", |key| key.id.as_str());
                let reason = format!("the keys have changed: {ids}; {signs} signs");
                notice(Name::KeysChange, &issuer.name, &reason);
                issuer.ring.replace(keys);
            }
            Ok(Err(fault)) => {
                let reason = format!("the keys are bad; those before are kept: {fault}");
                notice(Name::KeysFail, &issuer.name, &reason);
            }
            Err(error) => {
                notice(Name::KeysFail, &issuer.name, &format!("the keys could not be read: {error}"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::TokenRequest;
    use crate::token::cache::Known;
    use crate::token::verify::Authenticator;

    /// A verification that began before a change, and ends after it, is of keys that may be gone.
    #[tokio::test]
    async fn what_was_verified_by_keys_that_changed_meanwhile_is_not_remembered() {
        let issuer = Arc::new(Issuer::own("https://own.test", "shop", KeyRing::random("one")));
        let app = Authenticator::new(vec![Arc::clone(&issuer)], None);
        let token = issuer.sign(&TokenRequest::new(1)).unwrap().reveal().to_owned();
        let before = issuer.ring.snapshot().generation;
        let verified = app.verify(&token).await.unwrap();
        assert!(app.remembered(&token).is_some_and(|known| known.is_ok()));
        issuer.ring.replace(KeyRing::random("two").keys);
        // The slow one remembers what it found.
        app.remember(&token, Known { verified, issuer: 0, generation: before });
        assert!(app.remembered(&token).is_none());
        assert!(app.verify(&token).await.is_err());
        let new = issuer.sign(&TokenRequest::new(1)).unwrap();
        app.verify(new.reveal()).await.unwrap();
    }
}
