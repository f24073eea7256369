//! A row type: its table, its id, whose its rows are.
//!
//! Floor 11.

use std::marker::PhantomData;

use super::belongs::Belongs;
use super::key::Identifier;
use super::level::{LeadTo, OwnLevels};
use crate::database::{Row, Table};
use crate::refusal::Refusal;
use crate::route::RowShape;
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
    /// How a row belongs to someone.
    type Belongs: Belongs;
    /// The levels of its grants; nothing where it has none of its own.
    type Level: OwnLevels;
    /// Whether something else than the id tells the rows of one owner apart.
    type Apart: 'static;
    /// A struct whose fields are the columns that an input may set.
    type InputColumns: 'static;
    /// A struct whose fields are the columns that the app itself may set.
    type AppColumns: 'static;

    /// The table.
    const TABLE: &'static Table;

    /// Reads the columns in their order.
    ///
    /// # Errors
    /// A column that does not hold a value of its type.
    fn decode(row: &Row) -> Result<Self, Refusal>;

    /// The id of this row.
    fn id(&self) -> Self::Id;

    /// How often the row was changed, where it counts that.
    fn version(&self) -> Option<i64> {
        None
    }
}

/// The rows of `T` as a parameter has them.
pub(super) const fn row_shape<T: Resource>(single: bool) -> RowShape {
    RowShape { table: T::TABLE, levels: LeadTo::<T>::LEVELS, of_tenant: LeadTo::<T>::OF_TENANT, single }
}

/// The value of a column that counts changes. Whether it is of the right type is asked at the type.
pub fn counted(value: &dyn std::any::Any) -> Option<i64> {
    value.downcast_ref().copied()
}

/// A column that can be set to a value of this type; a field of [`Resource::InputColumns`].
#[derive(Debug)]
pub struct Writable<T>(PhantomData<fn(T)>);

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

/// The table of a row type, whether or not the type is one.
#[derive(Debug)]
pub struct ColumnsOf<T>(PhantomData<T>);

/// The answer for what is none, which has an error of its own.
pub trait NoColumns {
    /// Nothing is known.
    const TABLE: Option<&'static Table> = None;
    /// A table of nothing.
    const REFERRED: &'static Table = &Table::PLAIN;
}

impl<T> NoColumns for ColumnsOf<T> {}

impl<T: Resource> ColumnsOf<T> {
    /// The table.
    pub const TABLE: Option<&'static Table> = Some(T::TABLE);
    /// The table, for a constant that refers to it.
    pub const REFERRED: &'static Table = T::TABLE;
}
