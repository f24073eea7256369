//! Random rows: owners who meet, organisations, NULL wherever a column may have it, grants of levels that nobody knows.
//!
//! Floor 6.

use super::cell::{Cell, VALUES, name, value};
use super::dice::Dice;
use super::model::{Row, World};
use super::routes::KEYS;
use super::schema::Schema;
use super::stored::unique;
use crate::database::{Claim, Owner, Published, Table, TableColumn, Value};

pub(super) fn random(dice: &mut Dice, schema: &Schema) -> World {
    let mut world = World::new(&schema.tables, schema.foreign_keys);
    for table in schema.tables.iter().copied() {
        let mut free: Vec<u32> = (1..=KEYS).collect();
        for _ in 0..dice.range(0, KEYS - 1) {
            let key = free.swap_remove(dice.range(0, free.len() as u32 - 1) as usize);
            let row = row(dice, schema, &world, table, key);
            if is_welcome(&world, table, &row) {
                world.put(table.name, row);
            }
        }
        grants(dice, schema, &mut world, table);
    }
    world
}

fn row(dice: &mut Dice, schema: &Schema, world: &World, table: &'static Table, key: u32) -> Row {
    let key = Cell::Value(name(table.columns[0].kind, key));
    let mut row: Row = [(table.key, key.clone())].into();
    for column in table.columns.iter().filter(|column| column.name != table.key) {
        let cell = match column.nullable && dice.percent(20) {
            true => Cell::Null,
            false => cell(dice, schema, world, (table, &key), column),
        };
        row.insert(column.name, cell);
    }
    row
}

fn cell(
    dice: &mut Dice,
    schema: &Schema,
    world: &World,
    (table, key): (&Table, &Cell),
    column: &'static TableColumn,
) -> Cell {
    if let Some(of) = column.references {
        let mut keys: Vec<Cell> = world.keys(of()).into_iter().map(Cell::Value).collect();
        if of().name == table.name {
            keys.push(key.clone());
        }
        return match dice.pick_maybe(&keys) {
            Some(known) if schema.foreign_keys || dice.percent(90) => known.clone(),
            // Where the database holds it, the row is not welcome.
            _ => Cell::Value(name(column.kind, dice.range(KEYS, KEYS + 3))),
        };
    }
    let owner = match table.owner {
        Owner::Columns(owners) => owners.iter().find(|owner| owner.column == column.name),
        _ => None,
    };
    if owner.is_some_and(|owner| owner.claim == Claim::Subject) && dice.percent(4) {
        // Named by a text that a subject may have and that names nobody.
        return Cell::Value(name(column.kind, 0));
    }
    if owner.is_some() || table.tenant == Some(column.name) {
        return Cell::Value(name(column.kind, dice.few()));
    }
    if table.version == Some(column.name) {
        return Cell::Value(Value::Integer(dice.range(1, 3).into()));
    }
    if table.published == Published::When(column.name) {
        return Cell::Value(Value::Bool(dice.percent(50)));
    }
    value(column.kind, dice.range(0, VALUES))
}

fn is_welcome(world: &World, table: &Table, row: &Row) -> bool {
    let differs = |other: &Row| {
        unique(table).iter().all(|columns| columns.iter().any(|column| !row[column].equals(&other[column])))
    };
    let refers = table.columns.iter().all(|column| match column.references {
        Some(of) if world.has_foreign_keys() => {
            let itself = of().name == table.name && row[table.key] == row[column.name];
            row[column.name] == Cell::Null
                || itself
                || world.cells(of(), of().key).contains(&row[column.name])
        }
        _ => true,
    });
    refers && world.rows(table.name).iter().all(differs)
}

fn grants(dice: &mut Dice, schema: &Schema, world: &mut World, table: &'static Table) {
    let (Some(grants), Some(kind)) = (table.grants, table.grantee_kind()) else { return };
    for _ in 0..dice.range(0, 10) {
        let keys = world.keys(table);
        let row = match dice.pick_maybe(&keys) {
            Some(key) if schema.foreign_keys || dice.percent(90) => key.clone(),
            _ if schema.foreign_keys => return,
            // For a row that is gone, or is yet to come.
            _ => name(table.columns[0].kind, dice.range(1, KEYS + 20)),
        };
        let to = name(kind, dice.few());
        let level = match dice.percent(5) {
            true => "admin",
            false => dice.pick(grants.levels).name,
        };
        let (row, to) = (Cell::Value(row), Cell::Value(to));
        let known = world.rows(grants.table);
        if !known.iter().any(|grant| grant[grants.row].equals(&row) && grant[grants.to].equals(&to)) {
            let level = Cell::Value(Value::Text(level.to_owned()));
            world.put(grants.table, [(grants.row, row), (grants.to, to), (grants.level, level)].into());
        }
    }
}
