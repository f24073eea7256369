//! What writes, on the model.
//!
//! Floor 6.

use super::super::cell::{Cell, unnamed};
use super::super::op::{Inserted, Op, Outcome, Updated};
use super::super::stored::{unique, upserts_by};
use super::belongs::named;
use super::{Refused, Row, World, told};
use crate::database::{Owner, Table, Value};
use crate::reach::Belonging;

impl World {
    pub(super) fn delete(&mut self, op: &Op, key: &Value) -> Result<Outcome, Refused> {
        let key = self.find(op, key)?[op.table.key].clone();
        let refers = |foreign: &&super::ForeignKey| {
            let is_itself = |row: &Row| foreign.table == op.table.name && row[op.table.key].equals(&key);
            let mut rows = self.rows(foreign.table).iter().filter(|row| !is_itself(row));
            foreign.of == op.table.name && rows.any(|row| row[foreign.column].equals(&key))
        };
        if self.foreign_keys.iter().any(|foreign| refers(&foreign)) {
            return Err(Refused::Conflict);
        }
        self.tables.entry(op.table.name).or_default().retain(|row| !row[op.table.key].equals(&key));
        if let (Some(grants), true) = (op.table.grants, self.has_foreign_keys) {
            self.tables.entry(grants.table).or_default().retain(|grant| !grant[grants.row].equals(&key));
        }
        Ok(Outcome::Done)
    }

    pub(super) fn update(&mut self, op: &Op, updated: &Updated) -> Result<Outcome, Refused> {
        let table = op.table;
        let columns = updated.change.iter().map(|(column, _)| *column);
        self.rule(op).can_be_asked(table)?;
        self.can_refer(op, columns)?;
        let mut row = self.find(op, &updated.key)?.clone();
        self.refers_to_usable(op, updated.change.iter().map(|(column, cell)| (*column, cell)))?;
        let counts = |has: &Cell, version: i64| *has == Cell::Value(Value::Integer(version));
        let is_current =
            |row: &Row, version| table.version.is_none_or(|column| counts(&row[column], version));
        if updated.version.is_some_and(|version| !is_current(&row, version))
            || updated.required.iter().any(|(column, asked)| row[column] != *asked)
        {
            return Err(Refused::NotFound);
        }
        // "An `Option` that is `None` leaves its column as it is."
        for (column, cell) in updated.change.iter().filter(|(_, cell)| *cell != Cell::Null) {
            row.insert(column, cell.clone());
        }
        count_change(table, &mut row);
        self.replace(table, row)
    }

    /// Puts a row in the place of the one that has its key.
    fn replace(&mut self, table: &'static Table, row: Row) -> Result<Outcome, Refused> {
        let key = row[table.key].clone();
        if !fits(table, &row) || self.clashes(table, &row, Some(&key)) {
            return Err(Refused::Conflict);
        }
        let given = told(table, &row);
        *self.row_mut(table, &key).unwrap() = row;
        Ok(Outcome::Rows(vec![given]))
    }

    /// Whether another row has the same of what no two have.
    fn clashes(&self, table: &Table, row: &Row, but: Option<&Cell>) -> bool {
        let together = unique(table).into_iter().chain([vec![table.key]]);
        let mut others = self.rows(table.name).iter().filter(|other| but != Some(&other[table.key]));
        let together: Vec<Vec<&str>> = together.collect();
        others.any(|other| {
            together.iter().any(|columns| columns.iter().all(|column| row[column].equals(&other[column])))
        })
    }

    pub(super) fn insert(&mut self, op: &Op, inserted: &Inserted) -> Result<Outcome, Refused> {
        let whose = self.belongings(op, inserted)?;
        self.can_refer(op, inserted.columns.iter().copied())?;
        let mut rows = Vec::new();
        for (told, change) in &inserted.rows {
            let change = || inserted.columns.iter().copied().zip(change);
            if let (Belonging::Parent, Owner::Parent { table: parent, .. }) =
                (inserted.belonging, op.table.owner)
            {
                self.reaches_parent(op, parent(), &told[0])?;
            }
            self.refers_to_usable(op, change())?;
            let mut row: Row = op.table.columns.iter().map(|column| (column.name, Cell::Null)).collect();
            let key = op.table.kind(op.table.key).unwrap();
            row.insert(op.table.key, Cell::Value(unnamed(key)));
            row.extend(op.table.version.map(|version| (version, Cell::Value(Value::Integer(1)))));
            row.extend(change().map(|(column, cell)| (column, cell.clone())));
            row.extend(whose.iter().cloned());
            let named = named(op, inserted.belonging).into_iter().zip(told);
            row.extend(named.map(|(column, value)| (column, Cell::Value(value.clone()))));
            rows.push(row);
        }
        // All or none.
        let before = self.rows(op.table.name).to_vec();
        let given = rows.into_iter().map(|row| self.put_in(op, inserted, row)).collect::<Result<Vec<_>, _>>();
        if given.is_err() {
            self.tables.insert(op.table.name, before);
        }
        let given = given?;
        Ok(if inserted.returns { Outcome::Rows(given) } else { Outcome::Done })
    }

    fn put_in(&mut self, op: &Op, inserted: &Inserted, row: Row) -> Result<Vec<Cell>, Refused> {
        let table = op.table;
        if !fits(table, &row) {
            return Err(Refused::Conflict);
        }
        if let (true, Some(by)) = (inserted.upsert, upserts_by(table)) {
            let same = |other: &&Row| by.iter().all(|column| row[column].equals(&other[column]));
            if let Some(other) = self.rows(table.name).iter().find(same) {
                // A row of the same owner in another organisation is none of theirs here.
                if table.tenant.is_some_and(|tenant| !row[tenant].equals(&other[tenant])) {
                    return Err(Refused::NotFound);
                }
                let mut changed = other.clone();
                let columns = inserted.columns.iter().copied();
                changed.extend(columns.map(|column| (column, row[column].clone())));
                count_change(table, &mut changed);
                let given = told(table, &changed);
                return self.replace(table, changed).map(|_| given);
            }
        }
        if self.clashes(table, &row, None) {
            return Err(Refused::Conflict);
        }
        let given = told(table, &row);
        self.put(table.name, row);
        Ok(given)
    }

    pub(super) fn grant(
        &mut self,
        op: &Op,
        key: &Value,
        to: &Value,
        level: &str,
    ) -> Result<Outcome, Refused> {
        let (grants, key) =
            (op.table.grants.unwrap(), self.find_without_grant(op, key)?[op.table.key].clone());
        let (to, level) = (Cell::Value(to.clone()), Cell::Value(Value::Text(level.to_owned())));
        let all = self.tables.entry(grants.table).or_default();
        all.retain(|grant| !grant[grants.row].equals(&key) || !grant[grants.to].equals(&to));
        all.push([(grants.row, key), (grants.to, to), (grants.level, level)].into());
        Ok(Outcome::Done)
    }

    pub(super) fn revoke(&mut self, op: &Op, key: &Value, from: &Value) -> Result<Outcome, Refused> {
        let (grants, key) =
            (op.table.grants.unwrap(), self.find_without_grant(op, key)?[op.table.key].clone());
        let all = self.tables.entry(grants.table).or_default();
        let before = all.len();
        let from = Cell::Value(from.clone());
        all.retain(|grant| !grant[grants.row].equals(&key) || !grant[grants.to].equals(&from));
        if all.len() < before { Ok(Outcome::Done) } else { Err(Refused::NotFound) }
    }
}

fn count_change(table: &Table, row: &mut Row) {
    if let Some(version) = table.version
        && let Some(Cell::Value(Value::Integer(count))) = row.get_mut(version)
    {
        *count += 1;
    }
}

/// Whether nothing is missing that the table demands.
fn fits(table: &Table, row: &Row) -> bool {
    table.columns.iter().all(|column| column.nullable || row[column.name] != Cell::Null)
}
