//! Whether a table is as a row type declares it: the columns are there, and compare as Rust compares.
//!
//! Floor 3. A column of another affinity or collation would find `007` or `ALICE` where the owner is 7 or `alice`.

use std::collections::BTreeMap;

use super::{Arguments, Column, Database, Pool};
use crate::refusal::Refusal;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// A whole number.
    Integer,
    /// True or false.
    Bool,
    /// A floating-point number.
    Real,
    /// Text.
    Text,
    /// Bytes.
    Bytes,
}

impl ColumnKind {
    /// Whether a column that SQLite declares so stores and compares values of this kind as they are. SQLite's rules
    /// of affinity: "Datatypes in SQLite", section 3.1.
    fn fits_sqlite(self, declared: &str) -> bool {
        let declared = declared.to_ascii_uppercase();
        let has = |word: &str| declared.contains(word);
        let integer = has("INT");
        let text = !integer && (has("CHAR") || has("CLOB") || has("TEXT"));
        let bytes = !integer && !text && (has("BLOB") || declared.is_empty());
        let real = !integer && !text && !bytes && (has("REAL") || has("FLOA") || has("DOUB"));
        match self {
            Self::Integer => integer,
            Self::Bool => integer || declared == "BOOLEAN",
            Self::Real => real,
            Self::Text => text,
            Self::Bytes => bytes,
        }
    }

    /// What to declare instead.
    fn sqlite_word(self) -> &'static str {
        match self {
            Self::Integer => "INTEGER",
            Self::Bool => "BOOLEAN",
            Self::Real => "REAL",
            Self::Text => "TEXT",
            Self::Bytes => "BLOB",
        }
    }
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

impl Database {
    /// What about the table is not as the row type declares it, in words.
    ///
    /// # Errors
    /// The database does not answer.
    pub(crate) async fn table_faults(&self, shape: &TableShape) -> Result<Vec<String>, Refusal> {
        match &self.0 {
            Pool::Sqlite(_) => self.sqlite_table_faults(shape).await,
        }
    }

    async fn sqlite_table_faults(&self, shape: &TableShape) -> Result<Vec<String>, Refusal> {
        let table = shape.table;
        let rows = self
            .fetch_all("SELECT name, type, hidden FROM pragma_table_xinfo($1)", self.named(shape.table)?)
            .await?;
        let (mut declared, mut faults) = (Vec::new(), Vec::new());
        for row in &rows {
            let name = String::read(row, 0)?;
            if i64::read(row, 2)? != 0 && (name == shape.key || name == shape.owner) {
                faults.push(format!(
                    "the column `{name}` of `{table}` is computed from others, so that who sets them sets it; make it a plain column"
                ));
            }
            declared.push((name, String::read(row, 1)?));
        }
        if declared.is_empty() {
            return Ok(vec![format!("there is no table `{table}`")]);
        }
        for (column, kind) in shape.columns.iter().zip(shape.kinds) {
            match declared.iter().find(|(name, _)| name == column) {
                None => faults.push(format!("the table `{table}` has no column `{column}`")),
                Some((_, words)) if !kind.fits_sqlite(words) => faults.push(format!(
                    "the column `{column}` of `{table}` is declared `{words}` and would store or compare other values \
                     than the row type's; declare it {}",
                    kind.sqlite_word()
                )),
                Some(_) => {}
            }
        }
        let has_key = declared.iter().any(|(name, _)| name == shape.key);
        if has_key && !self.sqlite_key_is_unique(shape).await? {
            faults.push(format!(
                "the column `{}` of `{table}` identifies no single row; make it the primary key or UNIQUE",
                shape.key
            ));
        }
        let statement = "SELECT sql FROM sqlite_master WHERE name = $1 AND sql IS NOT NULL";
        if let Some(row) = self.fetch_optional(statement, self.named(shape.table)?).await? {
            let sql = String::read(&row, 0)?;
            let words: Vec<String> = sql.split_whitespace().map(str::to_ascii_uppercase).collect();
            if words.join(" ").contains("ON CONFLICT REPLACE") {
                faults.push(format!(
                    "the table `{table}` replaces rows on a conflict, so that a write removes another's row; remove ON CONFLICT"
                ));
            }
            for column in [shape.key, shape.owner] {
                if collates(&sql, column) {
                    faults.push(format!(
                        "the column `{column}` of `{table}` compares by a collation, so that two owners or ids could be \
                         one; remove its COLLATE"
                    ));
                }
            }
        }
        Ok(faults)
    }

    /// The name of a table, bound.
    fn named(&self, table: &str) -> Result<Arguments, Refusal> {
        let mut arguments = self.arguments();
        table.to_owned().bind(&mut arguments)?;
        Ok(arguments)
    }

    /// Whether at most one row has a key.
    async fn sqlite_key_is_unique(&self, shape: &TableShape) -> Result<bool, Refusal> {
        const PRIMARY: &str = "SELECT 'primary', name FROM pragma_table_xinfo($1) WHERE pk > 0";
        const UNIQUE: &str = "SELECT list.name, info.name FROM pragma_index_list($1) AS list, pragma_index_info(list.name) \
                              AS info WHERE list.\"unique\" = 1 AND list.partial = 0";
        let mut columns: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for statement in [PRIMARY, UNIQUE] {
            for row in &self.fetch_all(statement, self.named(shape.table)?).await? {
                // An expression has no name, and is not the key.
                let column = Option::<String>::read(row, 1)?.unwrap_or_default();
                columns.entry(String::read(row, 0)?).or_default().push(column);
            }
        }
        Ok(columns.values().any(|columns| columns.as_slice() == [shape.key]))
    }
}

/// Whether the definition of a column in a CREATE TABLE has a collation other than BINARY.
fn collates(sql: &str, column: &str) -> bool {
    let definitions = sql.split_once('(').map_or("", |(_, rest)| rest);
    let mut depth = 0_u32;
    let split = |letter: char| {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        letter == ',' && depth == 0
    };
    definitions.split(split).any(|definition| {
        let mut words = definition.split_whitespace();
        let name = words.next().unwrap_or("").trim_matches(['"', '`', '[', ']', '\'']);
        let mut words = words.skip_while(|word| !word.eq_ignore_ascii_case("collate")).skip(1);
        let collation = words.next().map(|word| word.trim_matches([')', ',', '"', '\'']));
        name.eq_ignore_ascii_case(column)
            && collation.is_some_and(|word| !word.eq_ignore_ascii_case("binary"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn affinities() {
        for (kind, good, bad) in [
            (ColumnKind::Integer, "INTEGER", "TEXT"),
            (ColumnKind::Integer, "bigint", "NUMERIC"),
            (ColumnKind::Text, "VARCHAR(20)", "STRING"),
            (ColumnKind::Text, "text", "CHARINT"),
            (ColumnKind::Bool, "BOOLEAN", "TEXT"),
            (ColumnKind::Real, "DOUBLE PRECISION", "DECIMAL"),
            (ColumnKind::Bytes, "BLOB", "BINARY"),
        ] {
            assert!(kind.fits_sqlite(good) && !kind.fits_sqlite(bad), "{kind:?}");
        }
    }

    #[test]
    fn collations() {
        let sql = "CREATE TABLE t (id INTEGER, \"owner\" TEXT NOT NULL COLLATE NOCASE, n NUMERIC(3, 2), k TEXT COLLATE BINARY)";
        assert!(collates(sql, "owner"));
        assert!(!collates(sql, "id") && !collates(sql, "k") && !collates(sql, "n"));
    }
}
