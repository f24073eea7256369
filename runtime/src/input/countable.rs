//! What a quota can count by: the fields of a body whose value is one short word.
//!
//! Floor 10.

use std::borrow::Cow;
use std::marker::PhantomData;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::bounded::Text;

/// A value that a quota can count by.
pub(crate) trait Countable {
    /// The text that is counted; none where the value is absent.
    fn text(&self) -> Option<Cow<'_, str>>;
}

impl Countable for String {
    fn text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self))
    }
}

impl<const MAX: usize> Countable for Text<MAX> {
    fn text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self))
    }
}

impl<T: Countable> Countable for Option<T> {
    fn text(&self) -> Option<Cow<'_, str>> {
        self.as_ref().and_then(Countable::text)
    }
}

macro_rules! printed {
    ($($type:ty),*) => {$(
        impl Countable for $type {
            fn text(&self) -> Option<Cow<'_, str>> {
                Some(Cow::Owned(self.to_string()))
            }
        }
    )*};
}

printed!(bool, char, u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize);
printed!(IpAddr, Ipv4Addr, Ipv6Addr);

#[cfg(feature = "uuid")]
printed!(uuid::Uuid);

/// Whether and how a quota counts by a field of this type.
#[derive(Debug)]
pub struct CountedBy<T>(PhantomData<T>);

/// The answer for what no quota counts by: lists, structs, floating-point numbers.
pub trait NotCounted<T> {
    /// It does not.
    const COUNTS: bool = false;

    /// Nothing.
    fn text(_: &T) -> Option<Cow<'_, str>> {
        None
    }
}

impl<T> NotCounted<T> for CountedBy<T> {}

#[allow(private_bounds, reason = "asked for by the derive, which names only the answer")]
impl<T: Countable> CountedBy<T> {
    /// It does.
    pub const COUNTS: bool = true;

    /// The text that is counted.
    pub fn text(value: &T) -> Option<Cow<'_, str>> {
        value.text()
    }
}
