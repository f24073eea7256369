//! Places that clients take up and give back: so many in all, so many for each address.
//!
//! Floor 0. What is given back is given back by a `Drop`, however the work ends.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// So many places.
pub(crate) struct Slots {
    taken: Arc<AtomicUsize>,
    most: usize,
}

/// A place that is taken until this is dropped.
pub(crate) struct Slot(Arc<AtomicUsize>);

impl Slots {
    pub(crate) fn new(most: usize) -> Self {
        Self { taken: Arc::default(), most }
    }

    /// A place, where one is free.
    pub(crate) fn take(&self) -> Option<Slot> {
        // Made before it is looked at, so that what is over the limit is given back by the same `Drop`.
        let slot = Slot(Arc::clone(&self.taken));
        (self.taken.fetch_add(1, Ordering::AcqRel) < self.most).then_some(slot)
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

/// So many places for each address; a host of IPv6 owns its whole /64. Only addresses that have a place are remembered.
#[derive(Clone)]
pub(crate) struct AddressSlots {
    taken: Arc<Mutex<HashMap<IpAddr, usize>>>,
    most: usize,
}

/// A place of an address that is taken until this is dropped.
pub(crate) struct AddressSlot {
    taken: Arc<Mutex<HashMap<IpAddr, usize>>>,
    network: IpAddr,
}

impl AddressSlots {
    pub(crate) fn new(most: usize) -> Self {
        Self { taken: Arc::default(), most }
    }

    /// A place for this address, where it has one left.
    pub(crate) fn take(&self, address: IpAddr) -> Option<AddressSlot> {
        let network = network(address);
        // A panic cannot leave a count half written.
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let count = taken.entry(network).or_default();
        if *count >= self.most {
            return None;
        }
        *count += 1;
        drop(taken);
        Some(AddressSlot { taken: Arc::clone(&self.taken), network })
    }
}

impl Drop for AddressSlot {
    fn drop(&mut self) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        match taken.get_mut(&self.network) {
            Some(count) if *count > 1 => *count -= 1,
            _ => {
                taken.remove(&self.network);
            }
        }
    }
}

/// What one host owns.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_taken_once_and_given_back() {
        let slots = Slots::new(2);
        let (one, other) = (slots.take(), slots.take());
        assert!(one.is_some() && other.is_some() && slots.take().is_none());
        drop(one);
        assert!(slots.take().is_some());
        assert!(Slots::new(0).take().is_none());
    }

    #[test]
    fn an_address_has_its_own_places() {
        let slots = AddressSlots::new(1);
        let take = |address: &str| slots.take(address.parse().unwrap());
        let first = take("2001:db8::1");
        assert!(first.is_some() && take("2001:db8::ffff").is_none(), "one /64 is one host");
        assert!(take("2001:db8:0:1::1").is_some());
        let mapped = take("::ffff:192.0.2.1");
        assert!(mapped.is_some() && take("192.0.2.1").is_none());
        drop((first, mapped));
        assert!(
            take("2001:db8::2").is_some() && slots.taken.lock().unwrap().is_empty(),
            "nobody is remembered"
        );
    }

    #[test]
    fn many_at_once_take_as_many_as_there_are() {
        let slots = Slots::new(100);
        let taken = AtomicUsize::new(0);
        std::thread::scope(|threads| {
            for _ in 0..8 {
                threads.spawn(|| {
                    let held: Vec<_> = (0..50).filter_map(|_| slots.take()).collect();
                    taken.fetch_add(held.len(), Ordering::Relaxed);
                    std::thread::sleep(std::time::Duration::from_millis(50));
                });
            }
        });
        assert!(taken.into_inner() <= 100 && slots.taken.load(Ordering::Acquire) == 0);
    }
}
