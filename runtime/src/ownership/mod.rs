//! Rows, reached through a predicate on their owner in the SQL itself.
//!
//! Floor 9.

mod change;
mod hints;
mod key;
mod raw_sql;
mod resource;
mod row;
mod rows;
mod set;
mod statements;

pub use change::{Change, Creates, IsAppChange, IsNoAppChange, Patches, Sets, column_of};
pub use hints::{GiveReply, NamedByAllRows, NamedByOwns};
pub use raw_sql::{RawSql, SqlText, SqlValues, WaivesQuery};
pub use resource::{IsNotARow, IsRow, Resource, Writable};
pub use row::{Owned, OwnedMut};
pub use set::{AllRows, AllRowsMut, OwnedSet, OwnedSetMut, Paging};
