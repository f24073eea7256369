//! Rows, reached through a predicate on their owner in the SQL itself.
//!
//! Floor 11.

mod belongs;
mod change;
mod granting;
mod hints;
mod insert;
mod key;
mod level;
mod meant;
mod owned_sql;
mod place;
mod precondition;
mod public;
mod raw_sql;
mod reference;
mod reseal;
mod resource;
mod row;
mod rows;
mod search;
mod set;
mod system;
mod told;
mod tx;

pub use belongs::{
    Belongs, Granted, InsertedForCaller, InsertedForNamed, InsertedForNobody, InsertedUnder,
    InsertedWithOthers, NotToldApart, ToAny, ToCaller, ToNobody, ToOneOf, ToParent, ToldApart, Upserted,
};
pub use change::{Change, Creates, IsAppChange, IsNoAppChange, Patches, Requires, Sets, column_of};
pub use granting::Grant;
pub use hints::{GiveReply, NamedByAllRows, NamedByInserts, NamedByOwns, NamedByReads};
pub use insert::NamesParent;
pub use key::{NamesOwner, OwnerColumn};
pub use level::{LevelOf, Levels, LevelsIn, LevelsOf, NoLevels, NoLevelsIn, OwnLevels};
pub use owned_sql::{
    EveryColumn, OwnedSql, OwnedText, Part, PublicColumns, Record, RowSet, Shows, SqlPiece, rows_of,
};
pub use public::{Insert, Public, Published, PutIn};
pub use raw_sql::{RawSql, SqlText, SqlValue, SqlValues, WaivesQuery};
pub use reference::Ref;
pub use reseal::Resealed;
pub use resource::{ColumnsOf, IsNotARow, IsRow, NoColumns, Resource, Writable, counted};
pub use row::{Owned, OwnedMut};
pub use search::Search;
pub use set::{AllRows, AllRowsMut, OwnedSet, OwnedSetMut, Paging};
pub use system::{ActingFor, AllOf, OwnOf, System};
pub use told::{NeverTold, SelectValue, Told, told};
pub use tx::Tx;
