//! Types that a column can have, on every engine alike.
//!
//! Floor 3.

use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{Arguments as _, Row as _};

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
    fn read(row: &Row, index: usize) -> Result<Self, Refusal>;

    #[doc(hidden)]
    fn bind(&self, arguments: &mut Arguments) -> Result<(), Refusal>;
}

macro_rules! columns {
    ($($type:ty),*) => {$(
        impl sealed::Column for $type {}

        impl Column for $type {
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

columns!(bool, i16, i32, i64, f64, String, Vec<u8>);
columns!(Option<bool>, Option<i16>, Option<i32>, Option<i64>, Option<f64>, Option<String>, Option<Vec<u8>>);
