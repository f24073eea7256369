//! Which fields of a value leave, and to whom.
//!
//! Floor 9.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};
use zeroize::Zeroize;

use super::Viewer;
use crate::accounts::RefreshToken;
use crate::never::Never;
use crate::password::PasswordHash;
#[cfg(feature = "egress")]
use crate::refusal::Refusal;
use crate::seal::DerivedExpose;
use crate::secret::Secret;
use crate::token::AccessToken;
use crate::token_hash::TokenHash;
use crate::uploads::StoredName;

/// A type whose fields are declared to leave. Write `#[derive(Expose)]`.
#[diagnostic::on_unimplemented(
    message = "output: nothing declares which fields of `{Self}` may leave",
    label = "not declared to leave",
    note = "write `#[derive(Expose)]` on the type, and `#[expose(never)]` or `#[expose(role = \"…\")]` on what not everyone may see"
)]
pub trait Expose: Exposed + sealed::Expose + Send {}

/// A type that may be a field of what leaves: numbers, text, closed words, lists and maps of these, and every
/// type with `#[derive(Expose)]`.
#[diagnostic::on_unimplemented(
    message = "output: nothing declares which fields of `{Self}` may leave",
    label = "not declared to leave",
    note = "write `#[derive(Expose)]` on the type of this field, or `#[expose(never)]` on the field"
)]
pub trait Exposed: sealed::Exposed {
    /// Writes what the viewer may see.
    ///
    /// # Errors
    /// What the serializer answers.
    fn expose<S: Serializer>(&self, viewer: &Viewer<'_>, out: S) -> Result<S::Ok, S::Error>;

    /// How often the row was changed, where it is one that counts that: what its `ETag` says.
    fn changes(&self) -> Option<i64> {
        None
    }
}

pub(crate) use sealed::{Expose as SealedExpose, Exposed as SealedExposed};

mod sealed {
    #[diagnostic::on_unimplemented(
        message = "output: `{Self}` cannot be declared to leave by hand",
        label = "only `#[derive(Expose)]` declares it",
        note = "remove the `impl` and write `#[derive(Expose)]`"
    )]
    pub trait Expose {}

    #[diagnostic::on_unimplemented(
        message = "output: `{Self}` cannot be declared to leave by hand",
        label = "only `#[derive(Expose)]` declares it",
        note = "remove the `impl` and write `#[derive(Expose)]`"
    )]
    pub trait Exposed {}

    #[diagnostic::do_not_recommend]
    impl<T: super::DerivedExpose> Expose for T {}
    #[diagnostic::do_not_recommend]
    impl<T: super::DerivedExpose> Exposed for T {}
}

#[diagnostic::do_not_recommend]
impl<T: Exposed + DerivedExpose + Send> Expose for T {}

impl<T: Expose> sealed::Expose for Vec<T> {}
impl<T: Expose> Expose for Vec<T> {}
impl<T: Expose> sealed::Expose for Option<T> {}
impl<T: Expose> Expose for Option<T> {}

/// A value beside its viewer, ready to be written.
#[derive(Debug)]
pub(super) struct Shown<'v, T: ?Sized>(pub(super) &'v T, pub(super) &'v Viewer<'v>);

/// The declared fields of a value as JSON, for another host.
#[cfg(feature = "egress")]
pub(crate) fn shown_as_json<T: Exposed>(value: &T, viewer: &Viewer<'_>) -> Result<Vec<u8>, Refusal> {
    serde_json::to_vec(&Shown(value, viewer)).map_err(Refusal::internal)
}

/// Writes one field for the viewer. One bound, so that an unfit field is one error, at its own type.
///
/// # Errors
/// What the serializer answers.
pub fn expose_field<T: Exposed, M: SerializeMap>(
    map: &mut M,
    name: &'static str,
    value: &T,
    viewer: &Viewer<'_>,
) -> Result<(), M::Error> {
    map.serialize_entry(name, &Shown(value, viewer))
}

impl<T: Exposed + ?Sized> Serialize for Shown<'_, T> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.0.expose(self.1, out)
    }
}

macro_rules! leaves {
    ($($type:ty),*) => {$(
        impl sealed::Exposed for $type {}

        impl Exposed for $type {
            fn expose<S: Serializer>(&self, _: &Viewer<'_>, out: S) -> Result<S::Ok, S::Error> {
                Serialize::serialize(self, out)
            }
        }
    )*};
}

leaves!(
    bool,
    char,
    u8,
    u16,
    u32,
    u64,
    usize,
    isize,
    i8,
    i16,
    i32,
    i64,
    f32,
    f64,
    String,
    &'static str,
    Cow<'static, str>
);

// As text: a UUID hyphenated and in lower case, a time by RFC 3339, a decimal number with every digit.
#[cfg(feature = "uuid")]
leaves!(uuid::Uuid);
#[cfg(feature = "chrono")]
leaves!(chrono::DateTime<chrono::Utc>, chrono::NaiveDate);
#[cfg(feature = "decimal")]
leaves!(rust_decimal::Decimal);

/// What never leaves, whoever sees it. Asked of another type about this one: asked of itself, the compiler would prefer the words of
/// [`Exposed`].
#[diagnostic::on_unimplemented(
    message = "secret: `{T}` never leaves",
    label = "a secret, or what is kept of one",
    note = "write `#[expose(never)]` on the field, or give a reply without it"
)]
pub trait NeverLeaves<T>: Never {}

/// The name of a stored file never leaves. Asked as [`NeverLeaves`] is.
#[diagnostic::on_unimplemented(
    message = "output: the name of a stored file never leaves",
    label = "for the app alone",
    note = "write `#[expose(never)]` on the field; a client reads the file by a route of its own, which reaches the row that keeps the name"
)]
pub trait NameStays<T>: Never {}

macro_rules! never_leave {
    ($($advice:ident: [$($generic:tt)*] $type:ty;)*) => {$(
        impl<$($generic)*> sealed::Exposed for $type {}

        impl<$($generic)*> Exposed for $type
        where
            // Without the lifetime the compiler would judge the condition here instead of where it is asked.
            for<'never> (): $advice<Self>,
        {
            fn expose<S: Serializer>(&self, _: &Viewer<'_>, out: S) -> Result<S::Ok, S::Error> {
                out.serialize_none()
            }
        }
    )*};
}

never_leave! {
    NeverLeaves: [T: Zeroize + Send] Secret<T>;
    NeverLeaves: [] PasswordHash;
    NeverLeaves: [] TokenHash;
    NeverLeaves: [] AccessToken;
    NeverLeaves: [] RefreshToken;
    NameStays: [] StoredName;
}

impl<T: Exposed> sealed::Exposed for Option<T> {}

impl<T: Exposed> Exposed for Option<T> {
    fn expose<S: Serializer>(&self, viewer: &Viewer<'_>, out: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => value.expose(viewer, out),
            None => out.serialize_none(),
        }
    }
}

impl<T: Exposed> sealed::Exposed for Vec<T> {}

impl<T: Exposed> Exposed for Vec<T> {
    fn expose<S: Serializer>(&self, viewer: &Viewer<'_>, out: S) -> Result<S::Ok, S::Error> {
        let mut list = out.serialize_seq(Some(self.len()))?;
        self.iter().try_for_each(|value| list.serialize_element(&Shown(value, viewer)))?;
        list.end()
    }
}

fn expose_map<'m, S: Serializer, T: Exposed + 'm>(
    entries: impl Iterator<Item = (&'m String, &'m T)>,
    viewer: &Viewer<'_>,
    out: S,
) -> Result<S::Ok, S::Error> {
    let mut map = out.serialize_map(None)?;
    for (name, value) in entries {
        map.serialize_entry(name, &Shown(value, viewer))?;
    }
    map.end()
}

impl<T: Exposed> sealed::Exposed for BTreeMap<String, T> {}

impl<T: Exposed> Exposed for BTreeMap<String, T> {
    fn expose<S: Serializer>(&self, viewer: &Viewer<'_>, out: S) -> Result<S::Ok, S::Error> {
        expose_map(self.iter(), viewer, out)
    }
}

impl<T: Exposed> sealed::Exposed for HashMap<String, T> {}

impl<T: Exposed> Exposed for HashMap<String, T> {
    fn expose<S: Serializer>(&self, viewer: &Viewer<'_>, out: S) -> Result<S::Ok, S::Error> {
        expose_map(self.iter(), viewer, out)
    }
}
