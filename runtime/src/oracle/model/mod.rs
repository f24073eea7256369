//! The policy as an evaluator in memory: what design.md says, sentence by sentence, and nothing of how SQL says it.
//!
//! Floor 6. Every row is looked at; whether it is reached is a plain question with a plain answer.

mod belongs;
mod caller;
mod read;
mod rule;
mod second;
mod write;

use std::collections::BTreeMap;

pub(super) use self::second::Second;
use super::cell::{Cell, order_of_rows};
use super::op::{Op, Outcome, Verb};
use super::stored::Stored;
use crate::database::{Table, Value};

/// A row: what each column holds.
pub(super) type Row = BTreeMap<&'static str, Cell>;

/// Every row of every table, grants too.
#[derive(Debug, Default, Clone)]
pub(super) struct World {
    tables: BTreeMap<&'static str, Vec<Row>>,
    /// Which tables refer to which: the database lets no row go that another refers to.
    foreign_keys: Vec<ForeignKey>,
    has_foreign_keys: bool,
}

/// That a column of a table holds keys of another.
#[derive(Debug, Clone)]
struct ForeignKey {
    table: &'static str,
    column: &'static str,
    of: &'static str,
}

impl World {
    pub(super) fn new(tables: &[&'static Table], foreign_keys: bool) -> Self {
        let keys = tables.iter().filter(|_| foreign_keys).flat_map(|table| {
            table.columns.iter().filter_map(|column| {
                Some(ForeignKey { table: table.name, column: column.name, of: column.references?().name })
            })
        });
        Self { tables: BTreeMap::new(), foreign_keys: keys.collect(), has_foreign_keys: foreign_keys }
    }

    pub(super) fn rows(&self, table: &str) -> &[Row] {
        self.tables.get(table).map_or(&[], Vec::as_slice)
    }

    pub(super) fn put(&mut self, table: &'static str, row: Row) {
        self.tables.entry(table).or_default().push(row);
    }

    /// Puts these rows in the place of those of a table.
    pub(super) fn keep(&mut self, of: &Stored, rows: Vec<Vec<Cell>>) {
        let row = |cells: Vec<Cell>| of.columns.iter().map(|(column, _)| *column).zip(cells).collect();
        self.tables.insert(of.name, rows.into_iter().map(row).collect());
    }

    pub(super) fn has_foreign_keys(&self) -> bool {
        self.has_foreign_keys
    }

    pub(super) fn keys(&self, table: &Table) -> Vec<Value> {
        self.rows(table.name).iter().filter_map(|row| row[table.key].value().cloned()).collect()
    }

    pub(super) fn cells(&self, table: &Table, column: &str) -> Vec<Cell> {
        self.rows(table.name).iter().map(|row| row[column].clone()).collect()
    }

    /// The row of a key.
    fn row(&self, table: &Table, key: &Cell) -> Option<&Row> {
        self.rows(table.name).iter().find(|row| row[table.key].equals(key))
    }

    fn row_mut(&mut self, table: &Table, key: &Cell) -> Option<&mut Row> {
        self.tables.get_mut(table.name)?.iter_mut().find(|row| row[table.key].equals(key))
    }

    /// The rows of a table as they are kept, in an order that means nothing.
    pub(super) fn contents(&self, of: &Stored) -> Vec<Vec<Cell>> {
        let cells = |row: &Row| of.columns.iter().map(|(column, _)| row[column].clone()).collect();
        let mut rows: Vec<Vec<Cell>> = self.rows(of.name).iter().map(cells).collect();
        rows.sort_by(|one, other| order_of_rows(one, other));
        rows
    }

    /// Gives a row another key. No row refers to it yet.
    pub(super) fn rename(&mut self, table: &Table, from: &Value, to: &Value) -> bool {
        let row = self.row_mut(table, &Cell::Value(from.clone()));
        row.map(|row| row.insert(table.key, Cell::Value(to.clone()))).is_some()
    }

    /// What comes of an operation.
    pub(super) fn run(&mut self, op: &Op) -> Outcome {
        let answer = match &op.verb {
            Verb::Insert(inserted) => self.insert(op, inserted),
            Verb::Update(updated) => self.update(op, updated),
            Verb::Delete(key) => self.delete(op, key),
            Verb::Grant { key, to, level } => self.grant(op, key, to, level),
            Verb::Revoke { key, from } => self.revoke(op, key, from),
            _ => self.read(op),
        };
        answer.unwrap_or_else(|refused| match refused {
            Refused::NotFound => Outcome::NotFound,
            Refused::Conflict => Outcome::Conflict,
        })
    }
}

/// Why nothing is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refused {
    NotFound,
    Conflict,
}

/// The row as it is given back: its columns in their order.
fn told(table: &Table, row: &Row) -> Vec<Cell> {
    table.columns.iter().map(|column| row[column.name].clone()).collect()
}
