//! Visits every field of an input, whatever attributes of other crates say.
//!
//! Floor 6.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use serde::de::DeserializeOwned;
use validator::{ValidationErrors, ValidationErrorsKind};

use super::bounded::{Bounded, BoundedByLength, Text};
use crate::const_text::same;
use crate::refusal::FieldFault;
use crate::seal::Derived;
use crate::seal::kinds::secure_input;

/// A type that a client may send. Write `#[secure_input]` on a struct with named fields, or on an enum of
/// plain words.
#[diagnostic::on_unimplemented(
    message = "input: `{Self}` is not a declared input",
    label = "not marked as an input",
    note = "declare a struct with only the fields that a client may send, and write `#[secure_input]` on it"
)]
pub trait SecureInput:
    Derived<secure_input> + DeserializeOwned + Vet + Bounded + Send + Sync + 'static
{
    /// The fields, as a client names them.
    const FIELDS: &'static [&'static str];
    /// Why unknown fields may come in, where the type opens such a hole.
    const WAIVED: Option<&'static str>;
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

    fn add(&mut self, field: Option<&str>, rule: Cow<'static, str>) -> Option<&mut FieldFault> {
        if self.found.len() >= Self::MOST {
            return None;
        }
        let path: Vec<&str> = self.at.iter().map(|part| &**part).chain(field).collect();
        self.found.push(FieldFault::new(path.join("."), rule));
        self.found.last_mut()
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
    /// Records every rule that the value breaks.
    fn vet(&self, faults: &mut Faults);
}

/// Visits a field whose type bounds it.
pub fn vet_bounded<T: Bounded>(value: &T, faults: &mut Faults) {
    value.vet(faults);
}

/// Visits a field that `#[validate(length(max = …))]` bounds.
pub fn vet_by_length<T: BoundedByLength>(value: &T, faults: &mut Faults) {
    value.vet(faults);
}

/// Takes over what `validator` found in the fields of one struct, under the names that clients write. Nested
/// structs are left out: they are visited on their own.
pub fn gather(
    outcome: Result<(), ValidationErrors>,
    renames: &[(&'static str, &'static str)],
    faults: &mut Faults,
) {
    let Err(errors) = outcome else { return };
    let mut fields: Vec<_> = errors.into_errors().into_iter().collect();
    fields.sort_by(|left, right| left.0.cmp(&right.0));
    for (field, kind) in fields {
        let ValidationErrorsKind::Field(broken) = kind else { continue };
        let renamed = renames.iter().find(|(rust, _)| *rust == field).map(|(_, wire)| *wire);
        // Rules of the whole struct come under this name.
        let field = if field == "__all__" { None } else { Some(renamed.unwrap_or(&field)) };
        for rule in broken {
            let Some(fault) = faults.add(field, rule.code) else { return };
            for name in ["min", "max", "equal"] {
                if let Some(serde_json::Value::Number(limit)) = rule.params.get(name) {
                    fault.limits.push((Cow::Borrowed(name), limit.clone()));
                }
            }
        }
    }
}

macro_rules! always_good {
    ($($type:ty),*) => {$(
        impl Vet for $type {
            fn vet(&self, _: &mut Faults) {}
        }
    )*};
}

always_good!(bool, char, u8, u16, u32, u64, u128, i8, i16, i32, i64, i128, f32, f64, ());

/// NUL ends a text in C and is refused by PostgreSQL; no client means it.
fn vet_text(text: &str, faults: &mut Faults) {
    if text.contains('\0') {
        faults.add(None, Cow::Borrowed("no_nul"));
    }
}

impl Vet for String {
    fn vet(&self, faults: &mut Faults) {
        vet_text(self, faults);
    }
}

impl<const MAX: usize> Vet for Text<MAX> {
    fn vet(&self, faults: &mut Faults) {
        vet_text(self, faults);
    }
}

impl<T: Vet> Vet for Option<T> {
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
    fn vet(&self, faults: &mut Faults) {
        vet_each(self.iter(), faults);
    }
}

impl<T: Vet, const N: usize> Vet for [T; N] {
    fn vet(&self, faults: &mut Faults) {
        vet_each(self.iter(), faults);
    }
}

impl<K: Vet, V: Vet, S> Vet for HashMap<K, V, S> {
    fn vet(&self, faults: &mut Faults) {
        vet_each(self.keys(), faults);
        vet_each(self.values(), faults);
    }
}

impl<K: Vet, V: Vet> Vet for BTreeMap<K, V> {
    fn vet(&self, faults: &mut Faults) {
        vet_each(self.keys(), faults);
        vet_each(self.values(), faults);
    }
}

/// Whether a handler may read the header that the field of this name stands for. The credential is the gate's,
/// and who forwarded a request is for the configuration to say.
pub(crate) const fn header_is_vetted(field: &str) -> bool {
    let mut reserved: &[&str] = &[
        "authorization",
        "proxy_authorization",
        "cookie",
        "forwarded",
        "x_forwarded_for",
        "x_forwarded_host",
        "x_forwarded_proto",
        "x_forwarded_port",
        "x_real_ip",
        "x_client_ip",
        "true_client_ip",
        "cf_connecting_ip",
        "host",
    ];
    while let [name, rest @ ..] = reserved {
        if same(name, field) {
            return false;
        }
        reserved = rest;
    }
    true
}
