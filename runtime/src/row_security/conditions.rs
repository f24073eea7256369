//! The conditions of policies, as SQL: whose a row is, who else reaches it, of which organisation it is, what is lifted.
//!
//! Floor 5. Columns are compared by their text with the text of a setting, so that no subject, whatever it is, makes a statement fail; a
//! setting that is absent or empty is NULL, which equals nothing. The text of a number or of a UUID in PostgreSQL is the one that the
//! first lock asks of a subject, so `07` and `+7` are not 7 here either.

use super::settings::{CLAIMS, LIFTED, SUBJECT, TENANT};
use crate::database::{Claim, OwnedBy, Owner, Published, Table};
use crate::reach::{column_of, quoted};

/// What nothing meets.
const NOTHING: &str = "FALSE";

/// Which grants lead to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Granted {
    /// None: to give a row away, or to make one.
    Never,
    /// Those of any level.
    Reading,
    /// Those of a level that writes.
    Writing,
}

/// A text as SQL writes it.
fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// A setting of the transaction; NULL where it is absent or empty.
fn setting(name: &str) -> String {
    format!("NULLIF(current_setting('{name}', TRUE), '')")
}

fn text_of(name: &str, column: &str) -> String {
    format!("{}::text", column_of(name, column))
}

/// That one of these is lifted for the transaction.
pub(super) fn lifted(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| literal(name)).collect();
    format!("string_to_array(current_setting('{LIFTED}', TRUE), ',') && ARRAY[{}]", names.join(", "))
}

/// That the caller is the one whom a column names.
pub(super) fn is_subject(name: &str, column: &str) -> String {
    format!("{} = {}", text_of(name, column), setting(SUBJECT))
}

fn is_owner(name: &str, owner: OwnedBy) -> String {
    let column = text_of(name, owner.column);
    let claim = |claim: &str| format!("({}::jsonb -> {})", setting(CLAIMS), literal(claim));
    match owner.claim {
        Claim::Subject => is_subject(name, owner.column),
        // A list where one value belongs denies, and so does one value where a list belongs.
        Claim::One(one) => {
            let claim = claim(one);
            format!("(jsonb_typeof({claim}) = 'string' AND {column} = ({claim} #>> '{{}}'))")
        }
        Claim::Each(list) => {
            let claim = claim(list);
            format!("(jsonb_typeof({claim}) = 'array' AND {claim} ? {column})")
        }
    }
}

/// Everything that makes a row of `table`, which the policy calls `name`, the caller's; empty where nobody owns it. `depth` numbers the
/// parents. `own` and `above` say which of its own grants lead to it, and which of its parents'.
pub(super) fn own(
    table: &'static Table,
    name: &str,
    depth: usize,
    own: Granted,
    above: Granted,
) -> Vec<String> {
    let mut any = match table.owner {
        Owner::Nobody => Vec::new(),
        Owner::Columns(owners) => owners.iter().map(|owner| is_owner(name, *owner)).collect(),
        Owner::Parent { column, table: parent } => {
            // A level says what it opens of its own table; the rows of a table with levels of its own are not opened by others.
            let above = if table.grants.is_some() { Granted::Never } else { above };
            vec![below(parent(), (name, column), depth, |alias| {
                any_of(&self::own(parent(), alias, depth + 1, above, above))
            })]
        }
    };
    any.extend(granted(table, name, depth, own));
    any
}

/// That a row of the parent is the one that a column names, and meets `holds`.
fn below(
    parent: &'static Table,
    (name, column): (&str, &str),
    depth: usize,
    holds: impl FnOnce(&str) -> String,
) -> String {
    let alias = format!("parent{depth}");
    let is_named = format!("{} = {}", column_of(&alias, parent.key), column_of(name, column));
    exists((parent.name, &alias), depth, &[is_named, holds(&alias)])
}

/// That the caller has a grant.
fn granted(table: &Table, name: &str, depth: usize, granted: Granted) -> Option<String> {
    let grants = table.grants?;
    let levels = grants.levels.iter().filter(|level| granted == Granted::Reading || level.writes);
    let levels: Vec<String> = levels.map(|level| literal(level.name)).collect();
    if granted == Granted::Never || levels.is_empty() {
        return None;
    }
    let alias = format!("grant{depth}");
    let of_row = format!("{} = {}", column_of(&alias, grants.row), column_of(name, table.key));
    let of_level = format!("{} IN ({})", column_of(&alias, grants.level), levels.join(", "));
    Some(exists((grants.table, &alias), depth, &[of_row, is_subject(&alias, grants.to), of_level]))
}

/// That a row is of the caller's organisation: by its own column, or else by the nearest row above it that has one.
pub(super) fn of_tenant(table: &'static Table, name: &str, depth: usize) -> Option<String> {
    if let Some(column) = table.tenant {
        return Some(format!("{} = {}", text_of(name, column), setting(TENANT)));
    }
    let Owner::Parent { column, table: parent } = table.owner else { return None };
    let alias = format!("parent{depth}");
    let holds = of_tenant(parent(), &alias, depth + 1)?;
    Some(below(parent(), (name, column), depth, |_| holds))
}

/// That everyone may read a row.
pub(super) fn published(table: &Table, name: &str) -> Option<String> {
    match table.published {
        Published::Nothing => None,
        Published::Everything => Some("TRUE".to_owned()),
        Published::When(column) => Some(format!("{} IS TRUE", column_of(name, column))),
    }
}

/// That a table, called `alias`, has a row that meets all of this; each on a line of its own, for a person to read.
pub(super) fn exists((table, alias): (&str, &str), depth: usize, holds: &[String]) -> String {
    let line = format!("\n{}", "    ".repeat(depth + 2));
    let holds = holds.join(&format!("{line}  AND "));
    format!("EXISTS (SELECT 1 FROM {} AS {}{line}WHERE {holds})", quoted(table), quoted(alias))
}

/// That one of these holds.
pub(super) fn any_of(any: &[String]) -> String {
    match any {
        [] => NOTHING.to_owned(),
        [one] => one.clone(),
        _ => format!("({})", any.join(" OR ")),
    }
}
