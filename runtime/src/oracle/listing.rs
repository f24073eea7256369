//! Random listings: filters, orders, places to go on from.
//!
//! Floor 6.

use super::cell::{Cell, VALUES, value};
use super::dice::Dice;
use super::model::World;
use crate::database::{ColumnKind, Table, TableColumn, Value};
use crate::reach::{Comparison, Direction, Filter, Listing, Order};

pub(super) fn random(dice: &mut Dice, table: &'static Table, world: &World) -> Listing {
    let sortable: Vec<&'static TableColumn> =
        table.columns.iter().filter(|column| is_sortable(column)).collect();
    let filters =
        (0..dice.range(0, 3).saturating_sub(1)).filter_map(|_| filter(dice, table, world)).collect();
    let mut order: Vec<Order> = Vec::new();
    for _ in 0..dice.range(0, 3).saturating_sub(1) {
        let column = *dice.pick(&sortable);
        if column.name != table.key && !order.iter().any(|known| known.column.name == column.name) {
            order.push(Order { column, direction: way(dice) });
        }
    }
    order.push(Order { column: &table.columns[0], direction: way(dice) });
    let after = dice.maybe(45, |dice| {
        // The place of some row, whoever's it is: a place is no permission.
        let rows = world.rows(table.name);
        let row = dice.pick_maybe(rows);
        let place = |order: &Order| row.and_then(|row| row[order.column.name].value().cloned());
        order.iter().map(place).collect::<Option<Vec<Value>>>()
    });
    let limit = *dice.pick(&[1, 2, 3, 5, 20, 100]);
    Listing { filters, order, after: after.flatten(), limit }
}

fn way(dice: &mut Dice) -> Direction {
    if dice.percent(60) { Direction::Up } else { Direction::Down }
}

/// As the derive has it: what may be empty has no place in an order, nor have bytes and decimals.
fn is_sortable(column: &TableColumn) -> bool {
    !column.nullable && !matches!(column.kind, ColumnKind::Bytes | ColumnKind::Decimal)
}

fn filter(dice: &mut Dice, table: &'static Table, world: &World) -> Option<Filter> {
    let column = dice.pick(table.columns);
    let text = column.kind == ColumnKind::Text;
    let ordered = !matches!(column.kind, ColumnKind::Bool | ColumnKind::Bytes | ColumnKind::Decimal);
    let comparison = match dice.range(0, 9) {
        _ if column.kind == ColumnKind::Bytes => return None,
        0 if column.nullable => Comparison::IsNull(dice.percent(50)),
        1 | 2 => Comparison::In,
        3 if ordered => Comparison::Less,
        4 if ordered => Comparison::LessOrEqual,
        5 if ordered => Comparison::Greater,
        6 if ordered => Comparison::GreaterOrEqual,
        3..=5 | 7 if text => Comparison::Contains,
        6 | 8 if text => Comparison::StartsWith,
        _ => Comparison::Equal,
    };
    let known = world.cells(table, column.name);
    let one = |dice: &mut Dice| {
        let known = dice.pick_maybe(&known).and_then(Cell::value);
        match (known, value(column.kind, dice.range(0, VALUES))) {
            (Some(known), _) if dice.percent(70) => known.clone(),
            (_, Cell::Value(value)) => value,
            _ => unreachable!("bytes are no filter"),
        }
    };
    let values = match comparison {
        Comparison::IsNull(_) => Vec::new(),
        // An empty list finds nothing.
        Comparison::In => (0..dice.range(0, 3)).map(|_| one(dice)).collect(),
        Comparison::Contains | Comparison::StartsWith => {
            vec![Value::Text((*dice.pick(&["", "a", "A", "%", "_", "\\", "é", "l", "n'"])).to_owned())]
        }
        _ => vec![one(dice)],
    };
    Some(Filter { column, comparison, values })
}
