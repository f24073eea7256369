//! What a request reaches of a table, as SQL: one condition, which every verb has in its statement.
//!
//! Floor 4. Made of [`Table`](crate::database::Table) alone, so that it serves row types, the oracle of the tests and
//! PostgreSQL's own policies alike. Texts are put together when the app starts, from constants; `$1`, `$2`, … are first the
//! values that the request gives ([`Given`]), then those of the verb.

mod access;
mod condition;
mod given;
mod grant;
mod list;
mod reached;
mod write;

pub(crate) use access::{Access, Bound};
pub(crate) use condition::{Condition, Reach, Seek, Under, Whose, binds, condition};
pub(crate) use given::{Caller, Given};
pub(crate) use list::{Comparison, Direction, Filter, Listing, Order};
pub(crate) use reached::{Plan, Prepared, Reached, selected};
pub(crate) use write::{Belonging, Check, Insert};

/// A name, as SQL writes it. Names of tables and columns are plain snake case, which the derive checks.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}

/// A column with its table. SQLite takes a quoted name that it does not know for a text, so none stands alone.
pub(crate) fn column_of(table: &str, column: &str) -> String {
    format!("\"{table}\".\"{column}\"")
}

/// The condition that nothing meets: what cannot be built denies.
pub(crate) const NOTHING: &str = "1 = 0";
