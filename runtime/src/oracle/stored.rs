//! What the databases keep: the tables of the row types and those of grants, declared for each engine.
//!
//! Floor 6.

use super::cell::unnamed;
use super::schema::Schema;
use crate::database::{ColumnKind, Engine, Owner, Table, Value};
use crate::reach::quoted;

/// A table that is kept.
pub(super) struct Stored {
    pub(super) name: &'static str,
    pub(super) columns: Vec<(&'static str, ColumnKind)>,
}

fn of_table(table: &Table) -> Stored {
    let columns = table.columns.iter().map(|column| (column.name, column.kind)).collect();
    Stored { name: table.name, columns }
}

fn of_grants(table: &Table) -> Option<Stored> {
    let (grants, grantee) = (table.grants?, table.grantee_kind()?);
    let key = table.kind(table.key)?;
    let columns = vec![(grants.row, key), (grants.to, grantee), (grants.level, ColumnKind::Text)];
    Some(Stored { name: grants.table, columns })
}

/// What a statement on this table can change: its rows, and the grants of them.
pub(super) fn touched(table: &Table) -> Vec<Stored> {
    [of_table(table)].into_iter().chain(of_grants(table)).collect()
}

impl Schema {
    pub(super) fn stored(&self) -> Vec<Stored> {
        self.tables.iter().flat_map(|table| touched(table)).collect()
    }

    /// The statements that make the tables.
    pub(super) fn declaration(&self, engine: Engine) -> String {
        let tables = self.tables.iter().map(|table| self.declared(table, engine));
        tables.collect::<Vec<_>>().join(";\n")
    }

    fn declared(&self, table: &Table, engine: Engine) -> String {
        let word = |kind| word(kind, engine);
        let mut parts = Vec::new();
        for column in table.columns {
            let mut part = format!("{} {}", quoted(column.name), word(column.kind));
            if !column.nullable {
                part.push_str(" NOT NULL");
            }
            if column.name == table.key {
                // Whoever inserts a row without a key gets this one, on every engine alike; the test then gives it another.
                part.push_str(&format!(" DEFAULT {} PRIMARY KEY", written(&unnamed(column.kind))));
            }
            if let (true, Some(of)) = (self.foreign_keys, column.references) {
                part.push_str(&format!(" REFERENCES {} ({})", quoted(of().name), quoted(of().key)));
            }
            parts.push(part);
        }
        for together in unique(table) {
            let columns: Vec<String> = together.into_iter().map(quoted).collect();
            parts.push(format!("UNIQUE ({})", columns.join(", ")));
        }
        let mut statements = vec![format!("CREATE TABLE {} ({})", quoted(table.name), parts.join(", "))];
        if let (Some(grants), Some(grantee), Some(key)) =
            (table.grants, table.grantee_kind(), table.kind(table.key))
        {
            let (row, to, level) = (quoted(grants.row), quoted(grants.to), quoted(grants.level));
            let references = match self.foreign_keys {
                true => {
                    let (name, key) = (quoted(table.name), quoted(table.key));
                    format!(" REFERENCES {name} ({key}) ON DELETE CASCADE ON UPDATE CASCADE")
                }
                false => String::new(),
            };
            statements.push(format!(
                "CREATE TABLE {} ({row} {} NOT NULL{references}, {to} {} NOT NULL, {level} TEXT NOT NULL, UNIQUE ({row}, {to}))",
                quoted(grants.table),
                word(key),
                word(grantee),
            ));
        }
        statements.join(";\n")
    }
}

/// Columns that no two rows have alike, beside the key.
pub(super) fn unique(table: &Table) -> Vec<Vec<&'static str>> {
    let mut all = Vec::new();
    if table.one_per_owner {
        all.push(table.owner_columns());
    }
    if !table.unique.is_empty() {
        let mut columns = table.owner_columns();
        columns.extend(table.unique);
        all.push(columns);
    }
    all
}

/// The columns that one insert finds another row by, and then changes that one.
pub(super) fn upserts_by(table: &Table) -> Option<Vec<&'static str>> {
    let owned_by_columns = matches!(table.owner, Owner::Columns(_));
    (owned_by_columns && !unique(table).is_empty()).then(|| unique(table).pop().unwrap_or_default())
}

fn written(value: &Value) -> String {
    match value {
        Value::Text(_) | Value::Uuid(_) => format!("'{}'", value.to_text()),
        _ => value.to_text(),
    }
}

fn word(kind: ColumnKind, engine: Engine) -> &'static str {
    match (engine, kind) {
        // `INTEGER PRIMARY KEY` of SQLite counts up and has no default.
        (Engine::Sqlite, ColumnKind::Integer16 | ColumnKind::Integer32 | ColumnKind::Integer) => "BIGINT",
        (Engine::Sqlite, ColumnKind::Bool) => "BOOLEAN",
        (Engine::Sqlite, ColumnKind::Real) => "REAL",
        (Engine::Sqlite, ColumnKind::Bytes) => "BLOB",
        (Engine::Sqlite, _) => "TEXT",
        (Engine::Postgres, ColumnKind::Integer16) => "SMALLINT",
        (Engine::Postgres, ColumnKind::Integer32) => "INTEGER",
        (Engine::Postgres, ColumnKind::Integer) => "BIGINT",
        (Engine::Postgres, ColumnKind::Bool) => "BOOLEAN",
        (Engine::Postgres, ColumnKind::Real) => "DOUBLE PRECISION",
        (Engine::Postgres, ColumnKind::Text) => "TEXT",
        (Engine::Postgres, ColumnKind::Bytes) => "BYTEA",
        (Engine::Postgres, ColumnKind::Uuid) => "UUID",
        (Engine::Postgres, ColumnKind::Timestamp) => "TIMESTAMPTZ",
        (Engine::Postgres, ColumnKind::Date) => "DATE",
        (Engine::Postgres, ColumnKind::Decimal) => "NUMERIC",
    }
}
