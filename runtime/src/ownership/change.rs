//! What an insert or update sets: some columns, never the id and never the owner.
//!
//! Floor 11.

use std::marker::PhantomData;

use super::resource::{Resource, Writable};
use crate::database::{Arguments, Column};
use crate::input::{Form, Text, Valid};
use crate::password::PasswordHash;
use crate::refusal::Refusal;
use crate::reply::Json;
use crate::seal::{AppChange, DerivedCreates, DerivedPatches, DerivedRequires};
use crate::sealed::Sealed;
use crate::secret::Secret;
use crate::token_hash::TokenHash;
use crate::uploads::StoredName;

/// Values for some columns of `T`. `#[secure_input(creates = T)]`, `#[secure_input(patches = T)]` and
/// `#[derive(Change)]` declare one.
#[diagnostic::on_unimplemented(
    message = "ownership: `{Self}` does not say which columns of `{T}` it sets",
    label = "not a declared change of this row",
    note = "write `#[secure_input(creates = …)]` or `#[secure_input(patches = …)]` on what a client sends, \
            `#[derive(Change)]` on what the app sets itself"
)]
pub trait Change<T: Resource>: Send + Sync {
    /// The columns, in the order in which they are bound.
    const COLUMNS: &'static [&'static str];

    /// Binds the values.
    ///
    /// # Errors
    /// A value that the database has no form for.
    fn bind(&self, arguments: &mut Arguments) -> Result<(), Refusal>;
}

/// A change that makes a row.
#[diagnostic::on_unimplemented(
    message = "ownership: `{Self}` does not declare that it creates a `{T}`",
    label = "not a declared insert of this row",
    note = "write `#[secure_input(creates = …)]` on what a client sends, or `#[derive(Change)]` with \
            `#[change(creates = …)]` on what the app sets itself"
)]
pub trait Creates<T: Resource>: Change<T> + sealed::Creates<T> {}

/// A change of a row. An `Option` that is `None` leaves its column as it is.
#[diagnostic::on_unimplemented(
    message = "ownership: `{Self}` does not declare that it patches a `{T}`",
    label = "not a declared update of this row",
    note = "write `#[secure_input(patches = …)]` on what a client sends, or `#[derive(Change)]` with \
            `#[change(patches = …)]` on what the app sets itself"
)]
pub trait Patches<T: Resource>: Change<T> + sealed::Patches<T> {}

/// What must hold of a row for it to be changed: `#[change(requires = T)]`. `None` requires that the column is empty.
#[diagnostic::on_unimplemented(
    message = "ownership: `{Self}` does not declare what it requires of a `{T}`",
    label = "not a declared requirement of this row",
    note = "write `#[derive(Change)]` with `#[change(requires = …)]` on a struct of the columns and the values that they must have"
)]
pub trait Requires<T: Resource>: Change<T> + sealed::Requires<T> {}

mod sealed {
    use super::{DerivedCreates, DerivedPatches, DerivedRequires, Form, Json, Valid};

    macro_rules! seals {
        ($($name:ident $seal:ident)*) => {$(
            #[diagnostic::on_unimplemented(
                message = "ownership: `{Self}` cannot be declared a change by hand",
                label = "only a macro declares which columns are set",
                note = "remove the `impl` and write `#[secure_input(creates = …)]` or `#[derive(Change)]`"
            )]
            pub trait $name<T> {}
            #[diagnostic::do_not_recommend]
            impl<T, C: $seal> $name<T> for C {}
            impl<T, C: $name<T>> $name<T> for Valid<Json<C>> {}
            impl<T, C: $name<T>> $name<T> for Valid<Form<C>> {}
        )*};
    }

    seals!(Creates DerivedCreates Patches DerivedPatches Requires DerivedRequires);
}

macro_rules! through_valid {
    ($($part:ident)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<T: Resource, C: Change<T>> Change<T> for Valid<$part<C>> {
            const COLUMNS: &'static [&'static str] = C::COLUMNS;

            fn bind(&self, arguments: &mut Arguments) -> Result<(), Refusal> {
                (**self).bind(arguments)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<T: Resource, C: Creates<T>> Creates<T> for Valid<$part<C>> {}
        #[diagnostic::do_not_recommend]
        impl<T: Resource, C: Patches<T>> Patches<T> for Valid<$part<C>> {}
    )*};
}

through_valid!(Json Form);

/// A field that fits a column of type `C`.
#[diagnostic::on_unimplemented(
    message = "ownership: a field of type `{Self}` does not fit a column of type `{C}`",
    label = "not the type of the column",
    note = "give the field the type of the column, which for the id of another row is a `Ref`, and for a sealed column the plain type, such as \
            `String`; in a patch it may be an `Option` of it"
)]
pub trait Sets<C>: SealedSets<C> {
    /// Binds the value, or NULL where the column stays as it is.
    ///
    /// # Errors
    /// A value that the database has no form for.
    fn bind_to(&self, arguments: &mut Arguments) -> Result<(), Refusal>;
}

/// What sets a column is for the framework to say: what it binds stands where the statement expects one value.
#[diagnostic::on_unimplemented(
    message = "ownership: what sets a column is not said by hand",
    label = "not for implementations by hand",
    note = "remove the `impl` and give the field the type of the column, which for the id of another row is a `Ref`"
)]
pub trait SealedSets<C> {}

/// One column, picked from those that may be set.
#[derive(Debug)]
pub struct ColumnOf<C>(PhantomData<fn(C)>);

/// The column that `pick` names; the compiler checks that there is such a column and that it may be set.
pub fn column_of<C, K>(_pick: fn(&K) -> &Writable<C>) -> ColumnOf<C> {
    ColumnOf(PhantomData)
}

impl<C> ColumnOf<C> {
    /// Binds a field that fits the column.
    ///
    /// # Errors
    /// A value that the database has no form for.
    pub fn set<V: Sets<C>>(&self, value: &V, arguments: &mut Arguments) -> Result<(), Refusal> {
        value.bind_to(arguments)
    }
}

/// Whether a type is a change of the app's own, for the check that no client sends one.
#[derive(Debug)]
pub struct IsAppChange<T>(PhantomData<T>);

/// The answer for what is not.
pub trait IsNoAppChange {
    /// It is not.
    const IS: bool = false;
}

impl<T> IsNoAppChange for IsAppChange<T> {}

impl<T: AppChange> IsAppChange<T> {
    /// It is.
    pub const IS: bool = true;
}

impl<C: Column> SealedSets<C> for C {}
impl<const MAX: usize> SealedSets<String> for Text<MAX> {}
impl<const MAX: usize> SealedSets<String> for Option<Text<MAX>> {}

impl<C: Column> Sets<C> for C {
    fn bind_to(&self, arguments: &mut Arguments) -> Result<(), Refusal> {
        self.bind(arguments)
    }
}

impl<const MAX: usize> Sets<String> for Text<MAX> {
    fn bind_to(&self, arguments: &mut Arguments) -> Result<(), Refusal> {
        self.clone().into_string().bind(arguments)
    }
}

macro_rules! optional {
    ($($type:ty),*) => {$(
        impl SealedSets<$type> for Option<$type> {}

        impl Sets<$type> for Option<$type> {
            fn bind_to(&self, arguments: &mut Arguments) -> Result<(), Refusal> {
                self.bind(arguments)
            }
        }
    )*};
}

impl<const MAX: usize> Sets<String> for Option<Text<MAX>> {
    fn bind_to(&self, arguments: &mut Arguments) -> Result<(), Refusal> {
        self.clone().map(Text::into_string).bind(arguments)
    }
}

/// What sets a sealed column: the value itself, which is sealed once its row is known.
macro_rules! sealed_by {
    ($(<$($generic:ident: $kind:ty)?> $type:ty => $of:ty, |$value:ident| $some:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$(const $generic: $kind)?> SealedSets<$of> for $type {}

        #[diagnostic::do_not_recommend]
        impl<$(const $generic: $kind)?> Sets<$of> for $type {
            fn bind_to(&self, arguments: &mut Arguments) -> Result<(), Refusal> {
                let $value = self;
                arguments.seal_later($some)
            }
        }
    )*};
}

macro_rules! sealed_values {
    ($($type:ty),*) => {$(
        sealed_by! {
            <> $type => Sealed<$type>, |value| Some(value);
            <> Option<$type> => Sealed<$type>, |value| value.as_ref();
            <> Option<$type> => Option<Sealed<$type>>, |value| value.as_ref();
        }
    )*};
}

sealed_values!(String, Vec<u8>, i64, bool);

// A secret of a client that the app needs again, such as the key for a partner.
sealed_by! {
    <> Secret<String> => Sealed<String>, |value| Some(value.reveal());
    <> Option<Secret<String>> => Sealed<String>, |value| value.as_ref().map(Secret::reveal);
    <> Option<Secret<String>> => Option<Sealed<String>>, |value| value.as_ref().map(Secret::reveal);
    <MAX: usize> Text<MAX> => Sealed<String>, |value| Some(value.as_string());
    <MAX: usize> Option<Text<MAX>> => Sealed<String>, |value| value.as_ref().map(Text::as_string);
    <MAX: usize> Option<Text<MAX>> => Option<Sealed<String>>, |value| value.as_ref().map(Text::as_string);
}

optional!(bool, i16, i32, i64, f64, String, Vec<u8>);
optional!(PasswordHash, TokenHash, StoredName);
#[cfg(feature = "uuid")]
optional!(uuid::Uuid);
#[cfg(feature = "chrono")]
optional!(chrono::DateTime<chrono::Utc>, chrono::NaiveDate);
#[cfg(feature = "decimal")]
optional!(rust_decimal::Decimal);
