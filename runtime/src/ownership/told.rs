//! The values that a SELECT of `owned_sql!` is given: none that keeps a secret, for a SELECT gives back or compares what it likes.
//!
//! Floor 11.

use std::fmt;

use zeroize::Zeroize;

use super::raw_sql::{SealedSqlValue, SqlValue};
use crate::database::Arguments;
use crate::never::Never;
use crate::password::PasswordHash;
use crate::refusal::Refusal;
use crate::secret::Secret;
use crate::token_hash::TokenHash;

/// A value of a SELECT: of the type of a column that keeps nothing of a secret, or a text that is lent.
#[diagnostic::on_unimplemented(
    message = "query: `{Self}` is not a value that a statement binds",
    label = "not a value to bind",
    note = "bind `bool`, `i16`, `i32`, `i64`, `f64`, `&str`, `String`, `Vec<u8>` or `Option` of these; and, with the features `uuid`, \
            `chrono` and `decimal`, `Uuid`, `DateTime<Utc>`, `NaiveDate` and `Decimal`"
)]
pub trait SelectValue: sealed::SelectValue + Send {
    #[doc(hidden)]
    fn bind_told(&self, arguments: &mut Arguments) -> Result<(), Refusal>;
}

mod sealed {
    #[diagnostic::on_unimplemented(
        message = "query: `{Self}` cannot be made a value of a statement by hand",
        label = "not for implementations by hand",
        note = "remove the `impl` and bind a value of the type of a column, such as a `String` or an `i64`"
    )]
    pub trait SelectValue {}
}

// Each type by itself: beside an `impl` for all, the compiler would not say why a secret is none.
macro_rules! told {
    (@columns $($type:ty),*) => {
        told!($($type, Option<$type>),*);
    };
    ($($type:ty),*) => {$(
        impl sealed::SelectValue for $type {}

        impl SelectValue for $type {
            fn bind_told(&self, arguments: &mut Arguments) -> Result<(), Refusal> {
                self.bind_value(arguments)
            }
        }
    )*};
}

told!(@columns bool, i16, i32, i64, f64, String, Vec<u8>);
told!(&str, &String, Option<&str>);
#[cfg(feature = "uuid")]
told!(@columns uuid::Uuid);
#[cfg(feature = "chrono")]
told!(@columns chrono::DateTime<chrono::Utc>, chrono::NaiveDate);
#[cfg(feature = "decimal")]
told!(@columns rust_decimal::Decimal);

/// A secret, or what is kept of one. Asked of another type about this one: asked of itself, the compiler would prefer the words of
/// [`SelectValue`].
#[diagnostic::on_unimplemented(
    message = "secret: `{T}` is given to no SELECT, which gives back or compares what it likes",
    label = "a secret, or what is kept of one",
    note = "leave it out, and compare a token where the row is, by `matches`"
)]
pub trait NeverTold<T>: Never {}

macro_rules! never_told {
    ($([$($generic:tt)*] $type:ty;)*) => {$(
        impl<$($generic)*> sealed::SelectValue for $type {}

        impl<$($generic)*> SelectValue for $type
        where
            // Without the lifetime the compiler would judge the condition here instead of where it is asked.
            for<'never> (): NeverTold<Self>,
        {
            fn bind_told(&self, _: &mut Arguments) -> Result<(), Refusal> {
                Err(Refusal::internal("a secret is given to no SELECT"))
            }
        }
    )*};
}

never_told! {
    [] PasswordHash;
    [] Option<PasswordHash>;
    [] TokenHash;
    [] Option<TokenHash>;
    [T: Zeroize + Send] Secret<T>;
}

/// A value of a SELECT, whatever its type, so that an unfit one is one error, at its own token.
pub struct Told<'v>(Box<dyn SelectValue + 'v>);

impl fmt::Debug for Told<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Told(…)")
    }
}

/// Takes a value of a SELECT.
pub fn told<'v, V: SelectValue + 'v>(value: V) -> Told<'v> {
    Told(Box::new(value))
}

impl SealedSqlValue for Told<'_> {}

impl SqlValue for Told<'_> {
    fn bind_value(&self, arguments: &mut Arguments) -> Result<(), Refusal> {
        self.0.bind_told(arguments)
    }
}
