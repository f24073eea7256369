//! From which networks a caller was seen: the first sight of a new one is told.
//!
//! Floor 4. A network is an IPv4 /24 or an IPv6 /64. A /24 is the smallest block that is announced by itself, so addresses within it are
//! one operator's at one place; a /64 is one subscriber's link (RFC 6177), and quotas count it as one host too. Known to this process since it
//! started, for so many callers and so many networks of each.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use quick_cache::sync::Cache;

/// Callers whose networks are remembered.
const CALLERS: usize = 65_536;
/// Networks that are remembered of each; one more takes the place of the oldest.
const EACH: usize = 8;

/// The number of a network; never zero.
pub(super) fn network(address: IpAddr) -> u64 {
    match address.to_canonical() {
        IpAddr::V4(address) => u64::from(u32::from(address) >> 8) | (1 << 32),
        IpAddr::V6(address) => {
            let [a, b, c, d, e, f, g, h, ..] = address.octets();
            // Networks in use begin with other bits than zeros, and are no numbers of the others.
            u64::from_be_bytes([a, b, c, d, e, f, g, h]).max(1)
        }
    }
}

/// The networks of one caller, and where the next one goes.
#[derive(Default)]
struct Seen {
    networks: [AtomicU64; EACH],
    next: AtomicU64,
}

pub(super) struct Networks(Cache<u128, Arc<Seen>>);

impl Networks {
    pub(super) fn new() -> Self {
        Self(Cache::new(CALLERS))
    }

    /// Notes where a caller is seen. Gives whether they were known from another network and never from this one.
    pub(super) fn note(&self, caller: u128, network: u64) -> bool {
        let Some(seen) = self.0.get(&caller) else {
            let seen = Arc::new(Seen::default());
            put(&seen, network);
            self.0.insert(caller, seen);
            return false;
        };
        if seen.networks.iter().any(|known| known.load(Ordering::Relaxed) == network) {
            return false;
        }
        put(&seen, network);
        true
    }

    #[cfg(test)]
    fn len(&self) -> usize {
        self.0.len()
    }
}

fn put(seen: &Seen, network: u64) {
    let at = seen.next.fetch_add(1, Ordering::Relaxed) % EACH as u64;
    if let Some(place) = usize::try_from(at).ok().and_then(|at| seen.networks.get(at)) {
        place.store(network, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(address: &str) -> u64 {
        network(address.parse().unwrap())
    }

    #[test]
    fn networks_are_told_apart_and_their_hosts_are_not() {
        assert_eq!(of("192.0.2.1"), of("192.0.2.254"));
        assert_ne!(of("192.0.2.1"), of("192.0.3.1"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
        assert_eq!(of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff::1"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_ne!(of("0.0.0.0"), 0);
        assert_ne!(of("::1"), 0);
    }

    #[test]
    fn the_first_network_is_where_a_caller_is_known_from_and_each_other_is_told_once() {
        let networks = Networks::new();
        let notes: Vec<bool> =
            [1, 1, 2, 1, 2, 3, 3].into_iter().map(|network| networks.note(7, network)).collect();
        assert_eq!(notes, [false, false, true, false, false, true, false]);
        assert!(!networks.note(8, 9), "another caller");
    }

    #[test]
    fn a_million_callers_and_networks_are_bounded() {
        let networks = Networks::new();
        for caller in 0..1_000_000_u64 {
            networks.note(u128::from(caller), 1);
        }
        assert!(networks.len() <= CALLERS, "{}", networks.len());
        for network in 1..1_000_000 {
            networks.note(5, network);
        }
        assert!(networks.note(5, 1), "the oldest is forgotten");
    }
}
