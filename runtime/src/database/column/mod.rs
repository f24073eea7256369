//! Types that a column can have, on every engine alike.
//!
//! Floor 3.

#[cfg(any(feature = "uuid", feature = "chrono", feature = "decimal"))]
mod as_text;
mod kept;
mod of_sealed;

use sqlx::postgres::{PgArguments, PgRow};
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{Arguments as _, Row as _};

pub(crate) use kept::kept_text;
pub use kept::{KeepHash, KeptAs};
pub(crate) use of_sealed::{Opening, Unsealed, stood_for};

use super::table::{ColumnKind, TableColumn};
use crate::refusal::Refusal;

/// Values bound to a statement, in the order of its placeholders; and beside them those that are sealed once their row is known.
#[derive(Debug)]
pub struct Arguments {
    pub(in crate::database) bound: Bound,
    unsealed: Vec<Unsealed>,
}

/// Values as an engine takes them.
#[derive(Debug)]
pub(in crate::database) enum Bound {
    Sqlite(Box<SqliteArguments>),
    Postgres(Box<PgArguments>),
}

impl Arguments {
    pub(in crate::database) fn new(bound: Bound) -> Self {
        Self { bound, unsealed: Vec::new() }
    }

    /// What is to be sealed, in the order in which it was bound; taken out.
    pub(crate) fn take_unsealed(&mut self) -> Vec<Unsealed> {
        std::mem::take(&mut self.unsealed)
    }
}

/// A row as an engine gives it, and what its sealed values open with.
#[derive(Debug)]
pub struct Row {
    pub(in crate::database) given: Given,
    opening: Option<Opening>,
}

/// A row of an engine.
#[derive(Debug)]
pub(in crate::database) enum Given {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl Row {
    pub(in crate::database) fn sqlite(row: SqliteRow) -> Self {
        Self { given: Given::Sqlite(row), opening: None }
    }

    pub(in crate::database) fn postgres(row: PgRow) -> Self {
        Self { given: Given::Postgres(row), opening: None }
    }

    /// The same row, as one of this table whose sealed values these keys open.
    pub(crate) fn opening(self, opening: &Opening) -> Self {
        Self { opening: Some(opening.clone()), ..self }
    }
}

mod hidden {
    #[diagnostic::on_unimplemented(
        message = "ownership: `{Self}` cannot be made the type of a column by hand",
        label = "not for implementations by hand",
        note = "remove the `impl` and give the column one of the types that columns have, such as `String` or `i64`"
    )]
    pub trait Column {}
}
pub(crate) use hidden::Column as SealedColumn;

/// A type that a column can have: `bool`, `i16`, `i32`, `i64`, `f64`, `String`, `Vec<u8>` and `Option` of these; with
/// features of this crate `uuid::Uuid` (`uuid`), `chrono::DateTime<Utc>` and `chrono::NaiveDate` (`chrono`),
/// `rust_decimal::Decimal` (`decimal`) and `Option` of these; and the hashes of secrets,
/// [`PasswordHash`](crate::PasswordHash) and [`TokenHash`](crate::TokenHash).
///
/// | type | SQLite | PostgreSQL |
/// | --- | --- | --- |
/// | `bool` | `BOOLEAN` | `BOOLEAN` |
/// | `i16`, `i32`, `i64` | `INTEGER` | `SMALLINT`, `INTEGER`, `BIGINT` |
/// | `f64` | `REAL` | `DOUBLE PRECISION` |
/// | `String`, `PasswordHash`, `TokenHash` | `TEXT` | `TEXT`, `VARCHAR` |
/// | `Vec<u8>` | `BLOB` | `BYTEA` |
/// | `Uuid` | `TEXT`, hyphenated, in lower case | `UUID` |
/// | `DateTime<Utc>` | `TEXT`, as `2026-01-02T03:04:05.000006Z` | `TIMESTAMPTZ` |
/// | `NaiveDate` | `TEXT`, as `2026-01-02` | `DATE` |
/// | `Decimal` | `TEXT`, without zeros at its end | `NUMERIC` |
///
/// A value comes back equal from both engines: points in time are cut to microseconds, their years are 0 to 9999, and
/// `1.10` is `1.1`. On SQLite only the very form above is read, since only it is equal where the value is, and sorts as times
/// do; decimals do not sort there. What a column declares beyond that is the schema's own word: `NUMERIC(10, 2)` rounds,
/// `VARCHAR(20)` refuses what is longer.
#[diagnostic::on_unimplemented(
    message = "ownership: `{Self}` is not the type of a column",
    label = "not a column type",
    note = "columns are `bool`, `i16`, `i32`, `i64`, `f64`, `String`, `Vec<u8>` and `Option` of these; and, with the features \
            `uuid`, `chrono` and `decimal`, `Uuid`, `DateTime<Utc>`, `NaiveDate` and `Decimal`; for what is kept of a secret, the \
            `PasswordHash` and `TokenHash` of Portcullis"
)]
pub trait Column: hidden::Column + Sized + Send + Sync + 'static {
    #[doc(hidden)]
    const KIND: ColumnKind;
    #[doc(hidden)]
    const NULLABLE: bool = false;
    #[doc(hidden)]
    const KEPT: KeptAs = KeptAs::Nothing;

    #[doc(hidden)]
    fn read(row: &Row, index: usize) -> Result<Self, Refusal>;

    #[doc(hidden)]
    fn bind(&self, arguments: &mut Arguments) -> Result<(), Refusal>;
}

macro_rules! columns {
    ($nullable:literal: $($type:ty: $kind:ident),*) => {$(
        impl hidden::Column for $type {}

        impl Column for $type {
            const KIND: ColumnKind = ColumnKind::$kind;
            const NULLABLE: bool = $nullable;

            fn read(row: &Row, index: usize) -> Result<Self, Refusal> {
                match &row.given {
                    Given::Sqlite(row) => row.try_get(index),
                    Given::Postgres(row) => row.try_get(index),
                }
                .map_err(Refusal::internal)
            }

            fn bind(&self, arguments: &mut Arguments) -> Result<(), Refusal> {
                match &mut arguments.bound {
                    Bound::Sqlite(arguments) => arguments.add(self.clone()),
                    Bound::Postgres(arguments) => arguments.add(self.clone()),
                }
                .map_err(Refusal::Internal)
            }
        }
    )*};
}

columns!(
    false: bool: Bool, i16: Integer16, i32: Integer32, i64: Integer, f64: Real, String: Text, Vec<u8>: Bytes
);
columns!(
    true: Option<bool>: Bool, Option<i16>: Integer16, Option<i32>: Integer32, Option<i64>: Integer, Option<f64>: Real,
    Option<String>: Text, Option<Vec<u8>>: Bytes
);

/// What a column of this type holds, whether or not the type is one.
#[derive(Debug)]
pub struct KindOf<T>(std::marker::PhantomData<T>);

/// The answer for what is no column type, which has an error of its own.
pub trait NoKind {
    /// Anything.
    const KIND: ColumnKind = ColumnKind::Bytes;
    /// Nothing is known.
    const NULLABLE: bool = false;
    /// Nothing is known.
    const KEPT: KeptAs = KeptAs::Unknown;
    /// Nothing is known.
    const COLUMN: TableColumn = TableColumn::PLAIN;
}

impl<T> NoKind for KindOf<T> {}

impl<T: Column> KindOf<T> {
    /// What it holds.
    pub const KIND: ColumnKind = T::KIND;
    /// Whether it may be NULL.
    pub const NULLABLE: bool = T::NULLABLE;
    /// What of a secret it keeps.
    pub const KEPT: KeptAs = T::KEPT;
    /// A column of this type, of which nothing else is said.
    pub const COLUMN: TableColumn =
        TableColumn { kind: T::KIND, nullable: T::NULLABLE, kept: T::KEPT, ..TableColumn::PLAIN };
}

/// Reads a column of a row by its position.
///
/// # Errors
/// The column does not hold a value of its type.
pub fn column<T: Column>(row: &Row, position: usize) -> Result<T, Refusal> {
    T::read(row, position)
}
