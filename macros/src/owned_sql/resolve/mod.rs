//! Names: every table is a set, a CTE or a derived table; every column is of one of them, and is written with it.
//!
//! Floor 3. A name that could mean two things, or that an engine would have to look up, is refused.

mod expr;
mod query;
mod scope;
mod select;

use portcullis_policy::nearest;

use super::tree::Query;
use scope::Scope;

/// A column of a set that the statement reads.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Read {
    pub(super) set: usize,
    pub(super) column: String,
}

/// What resolving finds out beside the tree.
pub(super) struct Resolved {
    /// The output columns of the whole.
    pub(super) columns: Vec<String>,
    pub(super) reads: Vec<Read>,
}

/// Writes into the tree which table is which set, and every column with its table.
pub(super) fn query(query: &mut Query, sets: &[String]) -> Result<Resolved, String> {
    let mut resolver = Resolver { sets, ctes: Vec::new(), scopes: Vec::new(), reads: Vec::new() };
    let columns = resolver.table(query)?;
    Ok(Resolved { columns, reads: resolver.reads })
}

/// A CTE in scope and its columns.
struct Known {
    name: String,
    columns: Vec<String>,
}

struct Resolver<'s> {
    sets: &'s [String],
    /// Those visible at this place.
    ctes: Vec<Known>,
    /// The FROM clauses visible at this place, the innermost last.
    scopes: Vec<Scope>,
    reads: Vec<Read>,
}

/// `did you mean …`, or what is known.
fn help<'k>(written: &str, known: impl Iterator<Item = &'k str> + Clone, none: &str) -> String {
    match nearest(written, known.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            let known: Vec<_> = known.map(|name| format!("`{name}`")).collect();
            if known.is_empty() { none.to_owned() } else { format!("known are {}", known.join(", ")) }
        }
    }
}
