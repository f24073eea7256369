//! Whether a table is as a row type declares it: the columns are there, and compare as Rust compares.
//!
//! Floor 3. A column of another type or collation would find `007` or `ALICE` where the owner is 7 or `alice`. Each engine
//! says in its file what it has; here it is judged, in the same words.

mod postgres;
mod sqlite;

use super::{Arguments, Column, ColumnKind, Database, Owner, Pool, Table};
use crate::refusal::Refusal;

/// The fault of a database without the table.
fn absent(table: &str) -> String {
    format!("there is no table `{table}`")
}

/// What a row type has in a column.
type Kinds<'k> = &'k (dyn Fn(&str) -> Option<ColumnKind> + Sync);

/// A column as the database has it.
struct DeclaredColumn {
    name: String,
    /// Its type, in the words of the declaration.
    words: String,
    /// What to declare instead, where it would store or compare other values than the row type's.
    instead: Option<&'static str>,
    /// Whether its value comes from other columns.
    computed: bool,
    /// Whether texts that differ can be equal in it.
    collates: bool,
    /// Whether values that it has no room for are cut to fit, so that two texts would be one owner.
    cuts: bool,
}

/// Columns whose values no two rows share.
struct UniqueIndex {
    /// An expression has an empty name.
    columns: Vec<String>,
    /// Whether it holds for some rows alone.
    partial: bool,
}

/// A column that names a row of a table which is there.
struct ForeignKey {
    column: String,
    table: String,
    /// Whether a row goes with the one that it names.
    cascades: bool,
}

/// What the database has under the name: a table, or why there is none.
type Declared = Result<DeclaredTable, String>;

/// A table as the database has it.
struct DeclaredTable {
    columns: Vec<DeclaredColumn>,
    /// What no two rows share.
    unique: Vec<UniqueIndex>,
    /// Columns whose values are those of other rows.
    foreign: Vec<ForeignKey>,
    /// What else is wrong with it, as this engine alone can have it.
    faults: Vec<String>,
}

impl Database {
    /// What about the table is not as the row type declares it, in words.
    ///
    /// # Errors
    /// The database does not answer.
    pub(crate) async fn table_faults(&self, table: &Table) -> Result<Vec<String>, Refusal> {
        let declared = match &self.pool {
            Pool::Sqlite(_) => self.sqlite_table(table.name, &|name| table.kind(name)).await?,
            Pool::Postgres(_) => {
                let kinds = |name: &str| table.kind(name);
                self.postgres_table(table.name, &kinds).await?
            }
        };
        Ok(declared.map_or_else(|fault| vec![fault], |declared| faults(table, declared)))
    }

    /// What about the table of grants is not as the row type declares it, in words.
    ///
    /// # Errors
    /// The database does not answer.
    pub(crate) async fn grants_faults(&self, table: &Table) -> Result<Vec<String>, Refusal> {
        let Some(grants) = table.grants else { return Ok(Vec::new()) };
        let declared = match &self.pool {
            Pool::Sqlite(_) => self.sqlite_table(grants.table, &|name| kind_in_grants(table, name)).await?,
            Pool::Postgres(_) => {
                self.postgres_table(grants.table, &|name| kind_in_grants(table, name)).await?
            }
        };
        let declared = match declared {
            Ok(declared) => declared,
            Err(fault) => return Ok(vec![fault]),
        };
        let name = grants.table;
        let mut faults = declared.faults;
        for column in [grants.row, grants.to, grants.level] {
            match declared.columns.iter().find(|known| known.name == column) {
                None => faults.push(format!("the table `{name}` has no column `{column}`")),
                Some(DeclaredColumn { words, instead: Some(instead), .. }) => faults.push(format!(
                    "the column `{column}` of `{name}` is declared `{words}`, and grants are kept as {instead}"
                )),
                Some(known) if known.computed || known.collates => faults.push(format!(
                    "the column `{column}` of `{name}` is computed or compares by a collation; make it a plain column"
                )),
                Some(_) => {}
            }
        }
        let pair = |index: &UniqueIndex| {
            index.columns.len() == 2 && !index.partial && index.has(grants.row) && index.has(grants.to)
        };
        let goes = |key: &ForeignKey| key.column == grants.row && key.table == table.name && key.cascades;
        if !declared.foreign.iter().any(goes) {
            faults.push(format!(
                "a grant of `{name}` outlives its row, and opens the next one that gets its id; declare REFERENCES {} ON DELETE \
                 CASCADE on `{}`",
                table.name, grants.row
            ));
        }
        if !declared.unique.iter().any(pair) {
            faults.push(format!(
                "nothing keeps someone from having two grants in `{name}` for one row; declare UNIQUE ({}, {})",
                grants.row, grants.to
            ));
        }
        Ok(faults)
    }

    /// Texts, bound: the name of a table, of a column.
    fn named(&self, names: &[&str]) -> Result<Arguments, Refusal> {
        let mut arguments = self.arguments();
        names.iter().try_for_each(|name| (*name).to_owned().bind(&mut arguments))?;
        Ok(arguments)
    }
}

fn faults(table: &Table, declared: DeclaredTable) -> Vec<String> {
    let DeclaredTable { columns, unique, foreign, mut faults } = declared;
    let name_of_table = table.name;
    let has = |name: &str| columns.iter().any(|column| column.name == name);
    for column in table.columns.iter().filter(|column| !has(column.name)) {
        faults.push(format!("the table `{name_of_table}` has no column `{}`", column.name));
    }
    for DeclaredColumn { name, words, instead, computed, collates, cuts } in &columns {
        let cut = (*cuts && table.is_bound(name)).then_some("TEXT");
        if let Some(instead) = instead.or(cut) {
            faults.push(format!(
                "the column `{name}` of `{name_of_table}` is declared `{words}` and would store or compare other values \
                 than the row type's; declare it {instead}"
            ));
        }
        if *computed && table.is_bound(name) {
            faults.push(format!(
                "the column `{name}` of `{name_of_table}` is computed from others, so that who sets them sets it; make it a \
                 plain column"
            ));
        }
        if *collates && table.is_bound(name) {
            faults.push(format!(
                "the column `{name}` of `{name_of_table}` compares by a collation, so that two owners or ids could be \
                 one; remove its COLLATE"
            ));
        }
    }
    if let Owner::Parent { column, table: parent } = table.owner {
        let parent = parent().name;
        if has(column) && !foreign.iter().any(|key| key.column == column && key.table == parent) {
            faults.push(format!(
                "`{column}` of `{name_of_table}` may name a row of `{parent}` that is gone, whose id the next one gets, with its owner; \
                 declare REFERENCES {parent}"
            ));
        }
    }
    faults.extend(unique_faults(table, &unique, has(table.key)));
    faults
}

/// What tells rows apart: the key all of them, and nothing else over all owners, since a refused value would tell that someone has
/// it already.
fn unique_faults(table: &Table, unique: &[UniqueIndex], has_key: bool) -> Vec<String> {
    let (name, key) = (table.name, table.key);
    let mut faults = Vec::new();
    let is = |index: &UniqueIndex, columns: &[&str]| {
        index.columns.len() == columns.len() && columns.iter().all(|column| index.has(column))
    };
    let whole = |columns: &[&str]| unique.iter().any(|index| !index.partial && is(index, columns));
    if has_key && !whole(&[key]) {
        faults.push(format!(
            "the column `{key}` of `{name}` identifies no single row; make it the primary key or UNIQUE"
        ));
    }
    let owners = table.owner_columns();
    let owner = owners.join(", ");
    if table.one_per_owner && !whole(&owners) {
        faults.push(format!(
            "nothing keeps an owner from having two rows of `{name}`, which is declared `one_per_owner`; declare \
             UNIQUE ({owner})"
        ));
    }
    if !table.unique.is_empty() {
        let columns: Vec<&str> = owners.iter().chain(table.unique).copied().collect();
        if !whole(&columns) {
            faults.push(format!(
                "the columns declared `unique` do not tell the rows of one owner of `{name}` apart; declare UNIQUE ({})",
                columns.join(", ")
            ));
        }
    }
    let names: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
    for sealed in table.sealed_among(&names) {
        if unique.iter().any(|index| index.has(sealed)) {
            faults.push(format!(
                "`{sealed}` of `{name}` is sealed, and no two sealed values are equal, so UNIQUE says nothing of it; remove that"
            ));
        }
    }
    for index in unique {
        let over_owners = !owners.is_empty() && !owners.iter().any(|owner| index.has(owner));
        let reasoned = matches!(index.columns.as_slice(), [one] if table.unique_for_all.iter().any(|(column, _)| column == one));
        // What has the key in it is no one's but its row's.
        if over_owners && !index.has(key) && !reasoned {
            let named = index.columns.iter().map(|name| if name.is_empty() { "an expression" } else { name });
            let columns = named.collect::<Vec<_>>().join(", ");
            faults.push(format!(
                "`{columns}` of `{name}` is unique over all owners, so that a refused value tells that someone else has it; \
                 declare UNIQUE ({owner}, {columns}), or give the reason: `#[resource(unique_for_all = \"…\")]` on the field"
            ));
        }
    }
    faults
}

/// What a column of the table of grants holds.
fn kind_in_grants(table: &Table, column: &str) -> Option<ColumnKind> {
    let grants = table.grants?;
    if column == grants.row {
        return table.kind(table.key);
    }
    if column == grants.to {
        return table.grantee_kind();
    }
    (column == grants.level).then_some(ColumnKind::Text)
}

impl UniqueIndex {
    fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|known| known == column)
    }
}
