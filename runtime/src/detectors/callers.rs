//! What is noticed of callers: many refusals for want of a right, and a network that they were not seen in before.
//!
//! Floor 4. A request of a token that was used from the same network before costs a load and a comparison.

use std::sync::atomic::Ordering;
use std::time::Duration;

use metrics::Counter;

use super::burst::Burst;
use super::found;
use super::networks::{Networks, network};
use crate::events::{Event, Name, Scene};
use crate::principal::Verified;
use crate::quota::Fingerprints;

const WINDOW: Duration = Duration::from_secs(5 * 60);
/// Refusals: a page that shows what its reader may not do makes a few, trying out ids makes hundreds.
const REFUSALS: u32 = 20;

pub(crate) struct CallerDetectors {
    refusals: Burst,
    networks: Networks,
    fingerprints: Fingerprints,
    many_refusals: Counter,
    new_networks: Counter,
}

impl CallerDetectors {
    /// With counters of the recorder that is installed now.
    pub(crate) fn new() -> Self {
        Self {
            refusals: Burst::new(REFUSALS, WINDOW),
            networks: Networks::new(),
            fingerprints: Fingerprints::default(),
            many_refusals: found("authorization_failures"),
            new_networks: found("new_network"),
        }
    }

    fn key(&self, subject: &str) -> u128 {
        self.fingerprints.begin().subject(subject).finish()
    }

    /// Notes that a caller was refused for want of a right.
    pub(crate) fn refused(&self, subject: &str, scene: Scene<'_>) {
        if self.refusals.note(self.key(subject)) {
            self.many_refusals.increment(1);
            Event::new(Name::AuthzFailMax, scene).reason("many refusals of one caller").write();
        }
    }

    /// Notes from where a caller calls.
    #[inline]
    pub(crate) fn seen<'s>(
        &self,
        caller: &Verified,
        client: std::net::IpAddr,
        scene: impl FnOnce() -> Scene<'s>,
    ) {
        let network = network(client);
        if caller.network.load(Ordering::Relaxed) != network {
            self.seen_elsewhere(caller, network, scene());
        }
    }

    #[cold]
    fn seen_elsewhere(&self, caller: &Verified, network: u64, scene: Scene<'_>) {
        caller.network.store(network, Ordering::Relaxed);
        if self.networks.note(self.key(&caller.subject), network) {
            self.new_networks.increment(1);
            Event::new(Name::NewNetwork, scene).reason("first seen in this network").write();
        }
    }
}
