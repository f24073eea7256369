//! What SQLite says of a table.
//!
//! Floor 3.

use std::collections::BTreeMap;

use super::{Declared, DeclaredColumn, DeclaredTable, ForeignKey, Kinds, UniqueIndex, absent};
use crate::database::{Column, ColumnKind, Database};
use crate::refusal::Refusal;

impl ColumnKind {
    /// What to declare instead, where a column that SQLite declares so would not store and compare values of this kind as
    /// they are. SQLite's rules of affinity: "Datatypes in SQLite", section 3.1.
    fn instead_on_sqlite(self, declared: &str) -> Option<&'static str> {
        let declared = declared.to_ascii_uppercase();
        let has = |word: &str| declared.contains(word);
        let integer = has("INT");
        let text = !integer && (has("CHAR") || has("CLOB") || has("TEXT"));
        let bytes = !integer && !text && (has("BLOB") || declared.is_empty());
        let real = !integer && !text && !bytes && (has("REAL") || has("FLOA") || has("DOUB"));
        let (fits, word) = match self {
            Self::Integer16 | Self::Integer32 | Self::Integer => (integer, "INTEGER"),
            Self::Bool => (integer || declared == "BOOLEAN", "BOOLEAN"),
            Self::Real => (real, "REAL"),
            // As text, a decimal keeps every digit, and the others sort as their values do.
            Self::Text | Self::Uuid | Self::Timestamp | Self::Date | Self::Decimal => (text, "TEXT"),
            Self::Bytes => (bytes, "BLOB"),
        };
        (!fits).then_some(word)
    }
}

impl Database {
    pub(super) async fn sqlite_table(
        &self,
        table: &'static str,
        kinds: Kinds<'_>,
    ) -> Result<Declared, Refusal> {
        let statement = "SELECT sql, type FROM sqlite_master WHERE name = $1 AND type IN ('table', 'view')";
        let sql = match self.fetch_optional(statement, self.named(&[table])?).await? {
            Some(row) if String::read(&row, 1)? == "view" => {
                return Ok(Err(format!("`{table}` is a view, which holds no rows of its own; name a table")));
            }
            Some(row) => String::read(&row, 0)?,
            None => String::new(),
        };
        let statement = "SELECT name, type, hidden FROM pragma_table_xinfo($1)";
        let mut columns = Vec::new();
        for row in &self.fetch_all(statement, self.named(&[table])?).await? {
            let (name, words) = (String::read(row, 0)?, String::read(row, 1)?);
            columns.push(DeclaredColumn {
                instead: kinds(&name).and_then(|kind| kind.instead_on_sqlite(&words)),
                computed: i64::read(row, 2)? != 0,
                collates: collates(&sql, &name),
                cuts: false,
                name,
                words,
            });
        }
        if columns.is_empty() {
            return Ok(Err(absent(table)));
        }
        let mut faults = Vec::new();
        let words: Vec<String> = sql.split_whitespace().map(str::to_ascii_uppercase).collect();
        if words.join(" ").contains("ON CONFLICT REPLACE") {
            faults.push(format!(
                "the table `{table}` replaces rows on a conflict, so that a write removes another's row; remove ON CONFLICT"
            ));
        }
        Ok(Ok(DeclaredTable {
            columns,
            unique: self.sqlite_unique(table).await?,
            foreign: self.sqlite_foreign(table).await?,
            faults,
        }))
    }

    /// Single columns that name rows of other tables. Whoever connects here has them enforced.
    async fn sqlite_foreign(&self, table: &'static str) -> Result<Vec<ForeignKey>, Refusal> {
        const FOREIGN: &str = "SELECT \"from\", \"table\", on_delete FROM pragma_foreign_key_list($1) AS key \
                               WHERE (SELECT COUNT(*) FROM pragma_foreign_key_list($1) AS other WHERE other.id = key.id) = 1";
        let rows = self.fetch_all(FOREIGN, self.named(&[table])?).await?;
        let key = |row| {
            let cascades = String::read(row, 2)?.eq_ignore_ascii_case("cascade");
            Ok(ForeignKey { column: String::read(row, 0)?, table: String::read(row, 1)?, cascades })
        };
        rows.iter().map(key).collect()
    }

    /// What no two rows share: the primary key, and the indexes that say so.
    async fn sqlite_unique(&self, table: &'static str) -> Result<Vec<UniqueIndex>, Refusal> {
        const PRIMARY: &str = "SELECT '', name, 0 FROM pragma_table_xinfo($1) WHERE pk > 0";
        const UNIQUE: &str = "SELECT list.name, info.name, list.partial FROM pragma_index_list($1) AS list, \
                              pragma_index_info(list.name) AS info WHERE list.\"unique\" = 1";
        let mut found: BTreeMap<String, UniqueIndex> = BTreeMap::new();
        for statement in [PRIMARY, UNIQUE] {
            for row in &self.fetch_all(statement, self.named(&[table])?).await? {
                // An expression has no name.
                let column = Option::<String>::read(row, 1)?.unwrap_or_default();
                let partial = i64::read(row, 2)? != 0;
                let index = found.entry(String::read(row, 0)?);
                index.or_insert_with(|| UniqueIndex { columns: Vec::new(), partial }).columns.push(column);
            }
        }
        Ok(found.into_values().collect())
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
            (ColumnKind::Uuid, "TEXT", "UUID"),
            (ColumnKind::Timestamp, "TEXT", "TIMESTAMPTZ"),
            (ColumnKind::Date, "TEXT", "DATE"),
            (ColumnKind::Decimal, "TEXT", "NUMERIC"),
        ] {
            assert_eq!(kind.instead_on_sqlite(good), None, "{kind:?}");
            assert!(kind.instead_on_sqlite(bad).is_some(), "{kind:?}");
        }
    }

    #[test]
    fn collations() {
        let sql = "CREATE TABLE t (id INTEGER, \"owner\" TEXT NOT NULL COLLATE NOCASE, n NUMERIC(3, 2), k TEXT COLLATE BINARY)";
        assert!(collates(sql, "owner"));
        assert!(!collates(sql, "id") && !collates(sql, "k") && !collates(sql, "n"));
    }
}
