//! The parser's tree to ours: an explicit list of what is allowed, everything else refused by name.
//!
//! Floor 3. Structs are taken apart field by field, without `..`, so that what a newer parser adds does not compile
//! until it is judged here. Nothing of the parser's is ever printed but names and literals that were judged.

mod call;
mod expr;
mod literal;
mod query;
mod select;
mod source;

pub(super) use query::query;

use portcullis_policy::Name;
use sqlparser::ast;

use super::signs;

/// Whose text is read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Spelling {
    /// The author's: names bare.
    Written,
    /// Ours: names in double quotes.
    Printed,
}

/// Reads at a depth.
#[derive(Clone, Copy)]
struct Reader {
    spelling: Spelling,
    depth: usize,
}

/// Columns that engines add to tables, and that no row declares.
const OF_THE_ENGINE: [&str; 11] = [
    "rowid",
    "_rowid_",
    "oid",
    "ctid",
    "xmin",
    "xmax",
    "cmin",
    "cmax",
    "tableoid",
    "tableid",
    "gp_segment_id",
];

/// In front of the names of CTEs in what runs: no table is called so, so none is hidden by a CTE.
pub(super) const CTE_MARK: &str = "cte ";

/// PostgreSQL cuts longer names off.
const LONGEST: usize = 63 - CTE_MARK.len();

impl Reader {
    /// One level down, where there is one.
    fn deeper(self) -> Result<Self, String> {
        let depth = self.depth + 1;
        let most = match self.spelling {
            Spelling::Written => signs::MOST_NESTED,
            // Resolving adds a level or two: a join by USING becomes a comparison.
            Spelling::Printed => signs::MOST_NESTED + 4,
        };
        if depth > most { Err(signs::too_deep()) } else { Ok(Self { depth, ..self }) }
    }

    fn printed(self) -> bool {
        self.spelling == Spelling::Printed
    }

    /// A name of a column, table or alias.
    fn name(self, ident: &ast::Ident) -> Result<String, String> {
        let ast::Ident { value, quote_style, span: _ } = ident;
        match (self.spelling, quote_style) {
            (Spelling::Written, None) | (Spelling::Printed, Some('"')) => {}
            (Spelling::Written, Some(_)) => {
                return Err(format!("`{value}` is in quotes; write names bare, in snake case"));
            }
            (Spelling::Printed, _) => return Err(format!("`{value}` is a name without quotes")),
        }
        let name = Name::read(value)?;
        if value.len() > LONGEST {
            return Err(format!(
                "`{value}` is longer than the {LONGEST} letters that PostgreSQL tells apart; shorten it"
            ));
        }
        if OF_THE_ENGINE.contains(&name.as_str()) {
            return Err(format!(
                "`{value}` names a column that the engine adds to its tables; read the columns that the row declares"
            ));
        }
        Ok(value.clone())
    }

    /// A name that stands alone, without schema or database.
    fn single(self, name: &ast::ObjectName, what: &str) -> Result<ast::Ident, String> {
        let ast::ObjectName(parts) = name;
        match parts.as_slice() {
            [ast::ObjectNamePart::Identifier(ident)] => Ok(ident.clone()),
            _ => Err(format!("`{name}` is of a schema or database; {what}")),
        }
    }
}

/// Refuses what stands in the text and is not allowed.
fn refuse(stands: bool, why: &str) -> Result<(), String> {
    if stands { Err(why.to_owned()) } else { Ok(()) }
}

/// The start of a construct, for a message.
fn shown(construct: &impl ToString) -> String {
    let text = construct.to_string();
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
