//! Visits every field of an input, whatever attributes of other crates say.
//!
//! Floor 10.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use serde::de::DeserializeOwned;

use super::bounded::{Bounded, BoundedByLength, Text};
use crate::accounts::RefreshToken;
use crate::policy::InputWaiver;
use crate::refusal::FieldFault;
use crate::seal::DeclaredInput;
use crate::secret::{Secret, SecretValue};

/// A type that a client may send. Write `#[secure_input]` on a struct with named fields, or on an enum of
/// plain words.
#[diagnostic::on_unimplemented(
    message = "input: `{Self}` is not a declared input",
    label = "not marked as an input",
    note = "declare a struct with only the fields that a client may send, and write `#[secure_input]` on it"
)]
pub trait SecureInput: DeclaredInput + DeserializeOwned + Vet + Bounded + Send + Sync + 'static {
    /// The fields, as a client names them.
    const FIELDS: &'static [&'static str];
    /// The fields by their names in Rust, and whether a quota can count by each.
    const COUNTABLE: &'static [(&'static str, bool)] = &[];

    /// The text of a field, for a quota that counts by it.
    fn counted(&self, field: &str) -> Option<Cow<'_, str>> {
        let _ = field;
        None
    }
}

/// The opt-outs of any type; none for what is no input, which has an error of its own.
#[derive(Debug)]
pub struct WaivedOf<T>(std::marker::PhantomData<T>);

/// The answer for what is no input.
pub trait NoneWaived {
    /// Nothing.
    const WAIVED: &'static [InputWaiver] = &[];
    /// Nothing is known.
    const UNFIT: &'static str = "";
    /// Nothing is known.
    const HOLDS_SECRET: bool = false;
}

impl<T> NoneWaived for WaivedOf<T> {}

impl<T: Vet> WaivedOf<T> {
    /// Those of the type and of what is within it.
    pub const WAIVED: &'static [InputWaiver] = T::WAIVED;
    /// Why no client may send it.
    pub const UNFIT: &'static str = T::UNFIT;
    /// Whether a secret is within.
    pub const HOLDS_SECRET: bool = T::HOLDS_SECRET;
}

/// Where the visit is and what it has found. At most 100 faults are kept.
#[derive(Debug, Default)]
pub struct Faults {
    at: Vec<Cow<'static, str>>,
    found: Vec<FieldFault>,
}

impl Faults {
    const MOST: usize = 100;

    /// Visits a field.
    pub fn field(&mut self, name: impl Into<Cow<'static, str>>, visit: impl FnOnce(&mut Self)) {
        self.at.push(name.into());
        visit(self);
        self.at.pop();
    }

    /// Records a rule that a field breaks, with the rule's limits.
    pub fn broken(
        &mut self,
        field: &str,
        rule: &'static str,
        limits: &[(&'static str, Option<serde_json::Number>)],
    ) {
        self.add(Some(field), rule, limits);
    }

    fn add(
        &mut self,
        field: Option<&str>,
        rule: &'static str,
        limits: &[(&'static str, Option<serde_json::Number>)],
    ) {
        if self.found.len() >= Self::MOST {
            return;
        }
        let path: Vec<&str> = self.at.iter().map(|part| &**part).chain(field).collect();
        let limits = limits.iter().filter_map(|(name, limit)| Some((*name, limit.clone()?)));
        self.found.push(FieldFault { field: path.join("."), rule, limits: limits.collect() });
    }

    pub(super) fn into_found(self) -> Vec<FieldFault> {
        self.found
    }
}

/// Judges a value after it was parsed.
#[diagnostic::on_unimplemented(
    message = "input: `{Self}` cannot be part of an input",
    label = "not vetted",
    note = "write `#[secure_input]` on the type of this field"
)]
pub trait Vet {
    /// Why unknown fields may come in, where the type, or one within it, opens such a hole.
    const WAIVED: &'static [InputWaiver] = &[];
    /// Why no client may send it, or what is within it: a bound that bounds nothing, what is the app's alone. Empty where one may.
    const UNFIT: &'static str = "";
    /// Whether a secret is within.
    const HOLDS_SECRET: bool = false;

    /// Records every rule that the value breaks.
    fn vet(&self, faults: &mut Faults);
}

const fn either(one: &'static str, other: &'static str) -> &'static str {
    if one.is_empty() { other } else { one }
}

/// Visits a field whose type bounds it.
pub fn vet_bounded<T: Bounded>(value: &T, name: &'static str, faults: &mut Faults) {
    faults.field(name, |faults| value.vet(faults));
}

/// Visits a field that `#[validate(length(max = …))]` bounds.
pub fn vet_by_length<T: BoundedByLength>(value: &T, name: &'static str, faults: &mut Faults) {
    faults.field(name, |faults| value.vet(faults));
}

/// A limit of a rule, as the client gets it.
pub trait Limit {
    /// The number; none for what JSON cannot write.
    fn limit(&self) -> Option<serde_json::Number>;
}

macro_rules! limits {
    ($($type:ty),*) => {$(
        impl Limit for $type {
            fn limit(&self) -> Option<serde_json::Number> {
                Some((*self).into())
            }
        }
    )*};
}

limits!(u8, u16, u32, u64, usize, i8, i16, i32, i64, isize);

impl Limit for f64 {
    fn limit(&self) -> Option<serde_json::Number> {
        serde_json::Number::from_f64(*self)
    }
}

impl Limit for f32 {
    fn limit(&self) -> Option<serde_json::Number> {
        serde_json::Number::from_f64((*self).into())
    }
}

macro_rules! always_good {
    ($($type:ty),*) => {$(
        impl Vet for $type {
            fn vet(&self, _: &mut Faults) {}
        }
    )*};
}

always_good!(bool, u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize, ());
always_good!(IpAddr, Ipv4Addr, Ipv6Addr);
#[cfg(feature = "uuid")]
always_good!(uuid::Uuid);
#[cfg(feature = "decimal")]
always_good!(rust_decimal::Decimal);

/// A year that RFC 3339 has four digits for; what a column of time holds on every engine.
#[cfg(feature = "chrono")]
fn has_four_digits(date: &impl chrono::Datelike) -> bool {
    (0..=9999).contains(&date.year())
}

#[cfg(feature = "chrono")]
impl Vet for chrono::NaiveDate {
    fn vet(&self, faults: &mut Faults) {
        if !has_four_digits(self) {
            faults.add(None, "range", &[]);
        }
    }
}

#[cfg(feature = "chrono")]
impl Vet for chrono::DateTime<chrono::Utc> {
    fn vet(&self, faults: &mut Faults) {
        // As it is kept: a leap second rolls over, and could roll out of range.
        let kept = Self::from_timestamp_micros(self.timestamp_micros());
        if !has_four_digits(self) || !kept.is_some_and(|kept| has_four_digits(&kept)) {
            faults.add(None, "range", &[]);
        }
    }
}

/// A query can say `NaN`, which no range refuses; neither it nor an infinity is what a client means.
macro_rules! finite {
    ($($type:ty),*) => {$(
        impl Vet for $type {
            fn vet(&self, faults: &mut Faults) {
                if !self.is_finite() {
                    faults.add(None, "finite", &[]);
                }
            }
        }
    )*};
}

finite!(f32, f64);

impl Vet for char {
    fn vet(&self, faults: &mut Faults) {
        if *self == '\0' {
            faults.add(None, "no_nul", &[]);
        }
    }
}

/// NUL ends a text in C and is refused by PostgreSQL; no client means it.
fn vet_text(text: &str, faults: &mut Faults) {
    if text.contains('\0') {
        faults.add(None, "no_nul", &[]);
    }
}

impl Vet for String {
    fn vet(&self, faults: &mut Faults) {
        vet_text(self, faults);
    }
}

// Whatever it says, it proves something or nothing.
impl Vet for RefreshToken {
    const HOLDS_SECRET: bool = true;

    fn vet(&self, _: &mut Faults) {}
}

impl<T: Vet + SecretValue> Vet for Secret<T> {
    const WAIVED: &'static [InputWaiver] = T::WAIVED;
    const UNFIT: &'static str = T::UNFIT;
    const HOLDS_SECRET: bool = true;

    fn vet(&self, faults: &mut Faults) {
        self.reveal().vet(faults);
    }
}

impl<const MAX: usize> Vet for Text<MAX> {
    const UNFIT: &'static str = match MAX <= 1_048_576 {
        true => "",
        false => {
            "input: a text of more than 1048576 characters is not bounded; write the most that is needed"
        }
    };

    fn vet(&self, faults: &mut Faults) {
        vet_text(self, faults);
    }
}

impl<T: Vet> Vet for Option<T> {
    const WAIVED: &'static [InputWaiver] = T::WAIVED;
    const UNFIT: &'static str = T::UNFIT;
    const HOLDS_SECRET: bool = T::HOLDS_SECRET;

    fn vet(&self, faults: &mut Faults) {
        self.iter().for_each(|value| value.vet(faults));
    }
}

fn vet_each<'v, T: Vet + 'v>(values: impl Iterator<Item = &'v T>, faults: &mut Faults) {
    for (index, value) in values.enumerate() {
        faults.field(index.to_string(), |faults| value.vet(faults));
    }
}

impl<T: Vet> Vet for Vec<T> {
    const WAIVED: &'static [InputWaiver] = T::WAIVED;
    const UNFIT: &'static str = T::UNFIT;
    const HOLDS_SECRET: bool = T::HOLDS_SECRET;

    fn vet(&self, faults: &mut Faults) {
        vet_each(self.iter(), faults);
    }
}

impl<T: Vet, const N: usize> Vet for [T; N] {
    const WAIVED: &'static [InputWaiver] = T::WAIVED;
    const UNFIT: &'static str = T::UNFIT;
    const HOLDS_SECRET: bool = T::HOLDS_SECRET;

    fn vet(&self, faults: &mut Faults) {
        vet_each(self.iter(), faults);
    }
}

impl<K: Vet, V: Vet> Vet for HashMap<K, V> {
    const WAIVED: &'static [InputWaiver] = V::WAIVED;
    const UNFIT: &'static str = either(K::UNFIT, V::UNFIT);
    const HOLDS_SECRET: bool = V::HOLDS_SECRET;

    fn vet(&self, faults: &mut Faults) {
        vet_each(self.keys(), faults);
        vet_each(self.values(), faults);
    }
}

impl<K: Vet, V: Vet> Vet for BTreeMap<K, V> {
    const WAIVED: &'static [InputWaiver] = V::WAIVED;
    const UNFIT: &'static str = either(K::UNFIT, V::UNFIT);
    const HOLDS_SECRET: bool = V::HOLDS_SECRET;

    fn vet(&self, faults: &mut Faults) {
        vet_each(self.keys(), faults);
        vet_each(self.values(), faults);
    }
}
