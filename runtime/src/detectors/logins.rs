//! Bursts of failed sign-ins: at one account, and from one network.
//!
//! Floor 4.

use std::net::IpAddr;
use std::sync::OnceLock;
use std::time::Duration;

use metrics::Counter;

use super::burst::Burst;
use super::found;
use super::networks::network;
use crate::events::{Event, Name, Scene};
use crate::quota::Fingerprints;

/// The window of both.
const WINDOW: Duration = Duration::from_secs(5 * 60);
/// Failures at one name: twice as many as a person who has forgotten a password makes before asking for a new one.
const BY_ACCOUNT: u32 = 10;
/// Failures from one network, where an office of many people may be.
const BY_NETWORK: u32 = 50;

pub(crate) struct LoginDetectors {
    by_account: Burst,
    by_network: Burst,
    fingerprints: Fingerprints,
    counters: OnceLock<[Counter; 2]>,
}

impl LoginDetectors {
    pub(crate) fn new() -> Self {
        Self {
            by_account: Burst::new(BY_ACCOUNT, WINDOW),
            by_network: Burst::new(BY_NETWORK, WINDOW),
            fingerprints: Fingerprints::default(),
            counters: OnceLock::new(),
        }
    }

    /// Makes the counters, once the recorder is installed.
    pub(crate) fn start(&self) -> &[Counter; 2] {
        self.counters.get_or_init(|| [found("login_failures_by_account"), found("login_failures_by_network")])
    }

    /// Notes that a sign-in by this name failed. The line names the account, where there is one, and never the name, which may be a password that was
    /// typed in the wrong place.
    pub(crate) fn failed(&self, name: &str, account: Option<&str>, scene: Scene<'_>) {
        let [by_account, by_network] = self.start();
        if self.by_account.note(self.fingerprints.begin().field(Some(name)).finish()) {
            by_account.increment(1);
            let event = Event::new(Name::LoginFailMax, scene).reason("many failures at one name");
            account.into_iter().fold(event, Event::account).write();
        }
        if self.by_network.note(self.of_network(scene.client)) {
            by_network.increment(1);
            Event::new(Name::LoginFailMax, scene).reason("many failures from one network").write();
        }
    }

    fn of_network(&self, client: IpAddr) -> u128 {
        self.fingerprints.begin().field(Some(&network(client).to_string())).finish()
    }
}
