//! A row type: its table, its id, its owner, its columns.
//!
//! Floor 9.

use std::marker::PhantomData;

use super::key::{Identifier, OwnerColumn};
use crate::database::{ColumnKind, Row, TableShape};
use crate::refusal::Refusal;
use crate::seal::DerivedResource;

/// A row that knows its table and its owner. Write `#[derive(Resource)]`.
///
/// The columns are the fields of the struct; one list serves reading, checking and writing.
#[diagnostic::on_unimplemented(
    message = "ownership: `{Self}` is not the row of a declared table",
    label = "not a declared row",
    note = "write `#[derive(Resource)]` and `#[resource(table = \"…\", owner = \"…\")]` on it"
)]
pub trait Resource: DerivedResource + Sized + Send + Sync + 'static {
    /// The type of the id.
    type Id: Identifier;
    /// The type of the owner column.
    type Owner: OwnerColumn;
    /// A struct whose fields are the columns that an input may set.
    type InputColumns: 'static;
    /// A struct whose fields are the columns that the app itself may set.
    type AppColumns: 'static;

    /// The table, as the database names it.
    const TABLE: &'static str;
    /// The columns, in the order of the fields.
    const COLUMNS: &'static [&'static str];
    /// What each column holds.
    const KINDS: &'static [ColumnKind];
    /// The column that identifies a row.
    const KEY: &'static str;
    /// The column that names the owner.
    const OWNER: &'static str;

    /// Reads the columns in their order.
    ///
    /// # Errors
    /// A column that does not hold a value of its type.
    fn decode(row: &Row) -> Result<Self, Refusal>;

    /// The id of this row.
    fn id(&self) -> Self::Id;
}

/// A column that can be set to a value of this type; a field of [`Resource::InputColumns`].
#[derive(Debug)]
pub struct Writable<T>(PhantomData<fn(T)>);

/// The table as the row type declares it.
pub(super) const fn table_shape<T: Resource>() -> TableShape {
    TableShape { table: T::TABLE, columns: T::COLUMNS, kinds: T::KINDS, key: T::KEY, owner: T::OWNER }
}

/// Whether a type is the row of a table, for the check that no row is an input.
pub struct IsRow<T>(PhantomData<T>);

/// The answer for what is not.
pub trait IsNotARow {
    /// It is not.
    const IS: bool = false;
}

impl<T> IsNotARow for IsRow<T> {}

impl<T: Resource> IsRow<T> {
    /// It is.
    pub const IS: bool = true;
}
