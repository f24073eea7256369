//! What an insert or update sets: some columns, never the id and never the owner.
//!
//! Floor 9.

use super::resource::{Resource, Writable};
use crate::database::{Arguments, Column};
use crate::input::{Form, Text, Valid};
use crate::refusal::Refusal;
use crate::reply::Json;
use crate::seal::DerivedChange;

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
pub trait Creates<T: Resource>: Change<T> + sealed::Change<T> {}

/// A change of a row. An `Option` that is `None` leaves its column as it is.
#[diagnostic::on_unimplemented(
    message = "ownership: `{Self}` does not declare that it patches a `{T}`",
    label = "not a declared update of this row",
    note = "write `#[secure_input(patches = …)]` on what a client sends, or `#[derive(Change)]` with \
            `#[change(patches = …)]` on what the app sets itself"
)]
pub trait Patches<T: Resource>: Change<T> + sealed::Change<T> {}

mod sealed {
    use super::{DerivedChange, Form, Json, Valid};

    #[diagnostic::on_unimplemented(
        message = "ownership: `{Self}` cannot be declared a change by hand",
        label = "only a macro declares which columns are set",
        note = "remove the `impl` and write `#[secure_input(creates = …)]` or `#[derive(Change)]`"
    )]
    pub trait Change<T> {}
    #[diagnostic::do_not_recommend]
    impl<T, C: DerivedChange> Change<T> for C {}
    impl<T, C: Change<T>> Change<T> for Valid<Json<C>> {}
    impl<T, C: Change<T>> Change<T> for Valid<Form<C>> {}
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
    note = "give the field the type of the column; in a patch it may be an `Option` of it"
)]
pub trait Sets<C> {
    /// Binds the value, or NULL where the column stays as it is.
    ///
    /// # Errors
    /// A value that the database has no form for.
    fn bind_to(&self, arguments: &mut Arguments) -> Result<(), Refusal>;
}

/// Binds a field to the column that `column` picks; the compiler checks that there is such a column, that it may
/// be set, and that the field fits.
///
/// # Errors
/// A value that the database has no form for.
pub fn set<V: Sets<C>, C, K>(
    value: &V,
    _column: fn(&K) -> &Writable<C>,
    arguments: &mut Arguments,
) -> Result<(), Refusal> {
    value.bind_to(arguments)
}

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
        impl Sets<$type> for Option<$type> {
            fn bind_to(&self, arguments: &mut Arguments) -> Result<(), Refusal> {
                self.bind(arguments)
            }
        }
    )*};
}

optional!(bool, i16, i32, i64, f64, String, Vec<u8>);
