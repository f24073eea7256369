//! Rows, reached through a predicate on their owner in the SQL itself.
//!
//! Floor 6.

mod change;
mod hints;
mod key;
mod resource;
mod row;
mod rows;
mod set;
mod statements;

pub use change::{Change, Creates, Patches, set as set_column};
pub use resource::{Resource, Writable};
pub use row::{Owned, OwnedMut};
pub use set::{AllRows, AllRowsMut, OwnedSet, OwnedSetMut, Paging};
