//! Whether a table is as a row type declares it: the columns are there, and compare as Rust compares.
//!
//! Floor 3. A column of another type or collation would find `007` or `ALICE` where the owner is 7 or `alice`. Each engine
//! says in its file what it has; here it is judged, in the same words.

mod postgres;
mod sqlite;

use super::{Arguments, Column, Database, Pool};
use crate::refusal::Refusal;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// A whole number of 16 bits.
    Integer16,
    /// A whole number of 32 bits.
    Integer32,
    /// A whole number of 64 bits.
    Integer,
    /// True or false.
    Bool,
    /// A floating-point number.
    Real,
    /// Text.
    Text,
    /// Bytes.
    Bytes,
    /// A UUID.
    Uuid,
    /// A point in time.
    Timestamp,
    /// A day.
    Date,
    /// A decimal number.
    Decimal,
}

/// A table as a row type declares it.
#[derive(Debug, Clone, Copy)]
pub struct TableShape {
    /// The table.
    pub table: &'static str,
    /// The columns, in the order of the fields.
    pub columns: &'static [&'static str],
    /// What each holds.
    pub kinds: &'static [ColumnKind],
    /// The column that identifies a row.
    pub key: &'static str,
    /// The column that names the owner.
    pub owner: &'static str,
}

impl TableShape {
    /// Whether the column says which row it is, or whose.
    fn is_key_or_owner(&self, column: &str) -> bool {
        column == self.key || column == self.owner
    }

    /// The fault of a database without the table.
    fn absent(&self) -> String {
        format!("there is no table `{}`", self.table)
    }

    /// What the row type has in a column.
    fn kind(&self, column: &str) -> Option<ColumnKind> {
        let mut pairs = self.columns.iter().zip(self.kinds);
        pairs.find(|(name, _)| **name == column).map(|(_, kind)| *kind)
    }
}

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
}

/// What the database has under the name: a table, or why there is none.
type Declared = Result<DeclaredTable, String>;

/// A table as the database has it.
struct DeclaredTable {
    columns: Vec<DeclaredColumn>,
    /// Whether at most one row has a key.
    key_is_unique: bool,
    /// What else is wrong with it, as this engine alone can have it.
    faults: Vec<String>,
}

impl Database {
    /// What about the table is not as the row type declares it, in words.
    ///
    /// # Errors
    /// The database does not answer.
    pub(crate) async fn table_faults(&self, shape: &TableShape) -> Result<Vec<String>, Refusal> {
        let declared = match &self.pool {
            Pool::Sqlite(_) => self.sqlite_table(shape).await?,
            Pool::Postgres(_) => self.postgres_table(shape).await?,
        };
        Ok(declared.map_or_else(|fault| vec![fault], |declared| faults(shape, declared)))
    }

    /// Texts, bound: the name of a table, of a column.
    fn named(&self, names: &[&str]) -> Result<Arguments, Refusal> {
        let mut arguments = self.arguments();
        names.iter().try_for_each(|name| (*name).to_owned().bind(&mut arguments))?;
        Ok(arguments)
    }
}

fn faults(shape: &TableShape, declared: DeclaredTable) -> Vec<String> {
    let DeclaredTable { columns, key_is_unique, mut faults } = declared;
    let table = shape.table;
    let has = |name: &str| columns.iter().any(|column| column.name == name);
    for name in shape.columns.iter().filter(|name| !has(name)) {
        faults.push(format!("the table `{table}` has no column `{name}`"));
    }
    for DeclaredColumn { name, words, instead, computed, collates } in &columns {
        if let Some(instead) = instead {
            faults.push(format!(
                "the column `{name}` of `{table}` is declared `{words}` and would store or compare other values \
                 than the row type's; declare it {instead}"
            ));
        }
        if *computed && shape.is_key_or_owner(name) {
            faults.push(format!(
                "the column `{name}` of `{table}` is computed from others, so that who sets them sets it; make it a plain column"
            ));
        }
        if *collates && shape.is_key_or_owner(name) {
            faults.push(format!(
                "the column `{name}` of `{table}` compares by a collation, so that two owners or ids could be \
                 one; remove its COLLATE"
            ));
        }
    }
    if !key_is_unique && has(shape.key) {
        faults.push(format!(
            "the column `{}` of `{table}` identifies no single row; make it the primary key or UNIQUE",
            shape.key
        ));
    }
    faults
}
