//! Types that a column can have, on every engine alike.
//!
//! Floor 3.

use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{Arguments as _, Row as _};

use super::schema::ColumnKind;
use crate::refusal::Refusal;

/// Values bound to a statement, in the order of its placeholders.
#[derive(Debug)]
pub enum Arguments {
    #[doc(hidden)]
    Sqlite(Box<SqliteArguments>),
}

/// A row as an engine gives it.
#[derive(Debug)]
pub enum Row {
    #[doc(hidden)]
    Sqlite(SqliteRow),
}

impl Arguments {
    pub(super) fn sqlite() -> Self {
        Self::Sqlite(Box::default())
    }
}

mod sealed {
    pub trait Column {}
}

/// A type that a column can have: `bool`, `i16`, `i32`, `i64`, `f64`, `String`, `Vec<u8>` and `Option` of these.
#[diagnostic::on_unimplemented(
    message = "ownership: `{Self}` is not the type of a column",
    label = "not a column type",
    note = "columns are `bool`, `i16`, `i32`, `i64`, `f64`, `String`, `Vec<u8>` and `Option` of these"
)]
pub trait Column: sealed::Column + Sized + Send + Sync + 'static {
    #[doc(hidden)]
    const KIND: ColumnKind;

    #[doc(hidden)]
    fn read(row: &Row, index: usize) -> Result<Self, Refusal>;

    #[doc(hidden)]
    fn bind(&self, arguments: &mut Arguments) -> Result<(), Refusal>;
}

macro_rules! columns {
    ($($type:ty: $kind:ident),*) => {$(
        impl sealed::Column for $type {}

        impl Column for $type {
            const KIND: ColumnKind = ColumnKind::$kind;

            fn read(row: &Row, index: usize) -> Result<Self, Refusal> {
                match row {
                    Row::Sqlite(row) => row.try_get(index).map_err(Refusal::internal),
                }
            }

            fn bind(&self, arguments: &mut Arguments) -> Result<(), Refusal> {
                match arguments {
                    Arguments::Sqlite(arguments) => arguments.add(self.clone()).map_err(Refusal::Internal),
                }
            }
        }
    )*};
}

columns!(
    bool: Bool, i16: Integer, i32: Integer, i64: Integer, f64: Real, String: Text, Vec<u8>: Bytes,
    Option<bool>: Bool, Option<i16>: Integer, Option<i32>: Integer, Option<i64>: Integer, Option<f64>: Real,
    Option<String>: Text, Option<Vec<u8>>: Bytes
);

/// What a column of this type holds, whether or not the type is one.
#[derive(Debug)]
pub struct KindOf<T>(std::marker::PhantomData<T>);

/// The answer for what is no column type, which has an error of its own.
pub trait NoKind {
    /// Anything.
    const KIND: ColumnKind = ColumnKind::Bytes;
}

impl<T> NoKind for KindOf<T> {}

impl<T: Column> KindOf<T> {
    /// What it holds.
    pub const KIND: ColumnKind = T::KIND;
}

/// Reads a column of a row by its position.
///
/// # Errors
/// The column does not hold a value of its type.
pub fn column<T: Column>(row: &Row, position: usize) -> Result<T, Refusal> {
    T::read(row, position)
}
