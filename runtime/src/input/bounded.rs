//! Every part of an input has an upper bound, asked by trait, so that an alias changes nothing.
//!
//! Floor 10. OWASP ASVS 5.0, 2.2.1.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::ops::Deref;

use serde::{Deserialize, Deserializer};
use zeroize::Zeroize;

use super::vet::Vet;
use crate::accounts::RefreshToken;
use crate::markup::{InText, SealedInText, SealedShown, SealedWritten, Sheet, Shown, Written};
use crate::seal::DeclaredInput;
use crate::secret::{SealedSecretValue, Secret, SecretValue};

mod sealed {
    #[diagnostic::on_unimplemented(
        message = "input: `{Self}` cannot be declared bounded by hand",
        label = "only `#[secure_input]` declares a bound",
        note = "remove the `impl` and write `#[secure_input]` on the type"
    )]
    pub trait Bound {}
    #[diagnostic::do_not_recommend]
    impl<T: super::DeclaredInput> Bound for T {}
}

pub(crate) use sealed::Bound as SealedBound;

/// A type whose values have an upper size of their own.
#[diagnostic::on_unimplemented(
    message = "input: `{Self}` has no upper bound",
    label = "unbounded",
    note = "add `#[validate(length(max = …))]` to the field; write elements of lists as `Text<80>` or as a type with `#[secure_input]`"
)]
pub trait Bounded: Vet + sealed::Bound {}

/// A type that `#[validate(length(max = …))]` bounds: text, or a list of what is bounded itself.
#[diagnostic::on_unimplemented(
    message = "input: the length of `{Self}` does not bound it",
    label = "unbounded inside",
    note = "a list is bounded when its elements are: write elements as `Text<80>`, as numbers, or as a type with `#[secure_input]`"
)]
pub trait BoundedByLength: Vet + lengths::Bound {}

mod lengths {
    #[diagnostic::on_unimplemented(
        message = "input: `{Self}` cannot be declared bounded by hand",
        label = "only Portcullis declares what a length bounds",
        note = "remove the `impl` and write `#[secure_input]` on the type"
    )]
    pub trait Bound {}
}

#[diagnostic::do_not_recommend]
impl<T: DeclaredInput + Vet> Bounded for T {}

macro_rules! bounded {
    ($($type:ty),*) => {$(
        impl sealed::Bound for $type {}
        impl Bounded for $type {}
    )*};
}

bounded!(bool, char, u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize, f32, f64, ());
bounded!(IpAddr, Ipv4Addr, Ipv6Addr);
#[cfg(feature = "uuid")]
bounded!(uuid::Uuid);
#[cfg(feature = "chrono")]
bounded!(chrono::DateTime<chrono::Utc>, chrono::NaiveDate);
#[cfg(feature = "decimal")]
bounded!(rust_decimal::Decimal);

impl<T: Bounded> sealed::Bound for Option<T> {}
impl<T: Bounded> Bounded for Option<T> {}
impl<T: Bounded, const N: usize> sealed::Bound for [T; N] {}
impl<T: Bounded, const N: usize> Bounded for [T; N] {}

impl lengths::Bound for String {}
impl BoundedByLength for String {}
impl<T: Bounded> lengths::Bound for Vec<T> {}
impl<T: Bounded> BoundedByLength for Vec<T> {}
impl<K: Bounded, V: Bounded> lengths::Bound for HashMap<K, V> {}
impl<K: Bounded, V: Bounded> BoundedByLength for HashMap<K, V> {}
impl<K: Bounded, V: Bounded> lengths::Bound for BTreeMap<K, V> {}
impl<K: Bounded, V: Bounded> BoundedByLength for BTreeMap<K, V> {}
impl<T: BoundedByLength> lengths::Bound for Option<T> {}
impl<T: BoundedByLength> BoundedByLength for Option<T> {}

/// Text of at most `MAX` characters (Unicode scalar values), for elements of lists and wherever a bound is
/// part of the type.
///
/// ```
/// # use portcullis::input::Text;
/// assert!(serde_json::from_str::<Text<3>>("\"abc\"").is_ok());
/// assert!(serde_json::from_str::<Text<3>>("\"abcd\"").is_err());
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text<const MAX: usize>(String);

impl<const MAX: usize> Text<MAX> {
    /// The text, if it is short enough.
    pub fn new(text: impl Into<String>) -> Option<Self> {
        let text = text.into();
        (text.len() <= MAX || text.chars().count() <= MAX).then_some(Self(text))
    }

    /// The text, for who seals it.
    pub(crate) fn as_string(&self) -> &String {
        &self.0
    }

    /// The text alone.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl<const MAX: usize> Zeroize for Text<MAX> {
    fn zeroize(&mut self) {
        self.0.zeroize();
    }
}

impl<const MAX: usize> SealedShown for Text<MAX> {}
impl<const MAX: usize> Shown for Text<MAX> {}
impl<const MAX: usize> SealedWritten for Text<MAX> {}
impl<const MAX: usize> Written for Text<MAX> {
    fn write_text(&self, sheet: &mut Sheet) {
        sheet.text(&self.0);
    }
}
impl<const MAX: usize> SealedInText for Text<MAX> {}
impl<const MAX: usize> InText for Text<MAX> {
    fn in_text(&self, sheet: &mut Sheet) {
        sheet.text(&self.0);
    }
}

impl<const MAX: usize> SealedSecretValue for Text<MAX> {}
impl<const MAX: usize> SecretValue for Text<MAX> {}

impl<const MAX: usize> AsRef<str> for Text<MAX> {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

/// So that a secret of it is compared and hashed.
impl<const MAX: usize> AsRef<[u8]> for Text<MAX> {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl<const MAX: usize> Deref for Text<MAX> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<const MAX: usize> fmt::Debug for Text<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl<'de, const MAX: usize> Deserialize<'de> for Text<MAX> {
    fn deserialize<D: Deserializer<'de>>(text: D) -> Result<Self, D::Error> {
        let text = String::deserialize(text)?;
        Self::new(text).ok_or_else(|| serde::de::Error::custom("length"))
    }
}

// It reads no more than a token is long.
#[diagnostic::do_not_recommend]
impl sealed::Bound for RefreshToken {}
#[diagnostic::do_not_recommend]
impl Bounded for RefreshToken {}

// A secret is bounded as what it holds is.
impl<T: BoundedByLength + SecretValue> lengths::Bound for Secret<T> {}
impl<T: BoundedByLength + SecretValue> BoundedByLength for Secret<T> {}
impl<T: Bounded + SecretValue> sealed::Bound for Secret<T> {}
impl<T: Bounded + SecretValue> Bounded for Secret<T> {}

impl<const MAX: usize> sealed::Bound for Text<MAX> {}
impl<const MAX: usize> Bounded for Text<MAX> {}
impl<const MAX: usize> lengths::Bound for Text<MAX> {}
impl<const MAX: usize> BoundedByLength for Text<MAX> {}

impl<const MAX: usize> validator::ValidateLength<u64> for Text<MAX> {
    fn length(&self) -> Option<u64> {
        self.0.length()
    }
}

impl<const MAX: usize> validator::ValidateEmail for Text<MAX> {
    fn as_email_string(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(&self.0))
    }
}

impl<const MAX: usize> validator::ValidateUrl for Text<MAX> {
    fn as_url_string(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(&self.0))
    }
}
