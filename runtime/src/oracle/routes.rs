//! Random routes: whose rows one reaches, below what, and which ids its path has.
//!
//! Floor 6.

use std::sync::Arc;

use super::callers::MALFORMED;
use super::cell::name;
use super::dice::Dice;
use crate::database::{ColumnKind, Owner, Published, Table, Value};
use crate::reach::{Reach, Under, Whose};

/// Keys that rows have when they are made first: from 1 to this.
pub(super) const KEYS: u32 = 14;

/// What is reached by a route that writes, or by one that reads.
pub(super) fn reach(dice: &mut Dice, table: &Table, writes: bool) -> Reach {
    let whose = match dice.range(0, 99) {
        0..=59 => own(dice, table, writes),
        60..=77 => Whose::Every,
        78..=89 if !writes && (table.published != Published::Nothing || dice.percent(10)) => Whose::Public,
        95..=99 => Whose::System,
        _ => own(dice, table, writes),
    };
    // A job has no organisation; a route has, unless it waives it.
    Reach { whose, tenant: whose != Whose::System && dice.percent(75) }
}

fn own(dice: &mut Dice, table: &Table, writes: bool) -> Whose {
    let column = match table.owner {
        Owner::Columns(owners @ [_, _, ..]) => dice.maybe(50, |dice| dice.pick(owners).column),
        _ => None,
    };
    // The gate lets no level write that only reads.
    let levels = (0..table.levels().len()).filter(|level| !writes || table.levels()[*level].writes);
    let levels: Vec<usize> = levels.collect();
    let grant = dice.maybe(75, |dice| dice.pick_maybe(&levels).copied()).flatten();
    Whose::Own { column, grant }
}

/// Tables whose rows a path can name beside this one: parents, and what it refers to.
fn above(table: &'static Table) -> Vec<&'static Table> {
    let mut all: Vec<_> =
        table.columns.iter().filter_map(|column| column.references).map(|of| of()).collect();
    let mut below = table;
    while let Owner::Parent { table, .. } = below.owner {
        below = table();
        all.push(below);
    }
    all
}

/// What the path names besides, and the ids in it.
pub(super) fn under(dice: &mut Dice, table: &'static Table) -> (Vec<Under>, Vec<(Arc<str>, String)>) {
    let above = above(table);
    let (mut under, mut path) = (Vec::new(), vec![(Arc::from("id"), "1".to_owned())]);
    for number in 0..u32::from(dice.percent(25)) + u32::from(dice.percent(5)) {
        let Some(of) = dice.pick_maybe(&above) else { break };
        let parameter = format!("parameter_{number}");
        let kind = of.columns[0].kind;
        let text = match dice.range(0, 99) {
            0..=2 => (*dice.pick(&MALFORMED)).to_owned(),
            _ => key(dice, kind).to_text(),
        };
        if dice.percent(97) {
            path.push((Arc::from(parameter.as_str()), text));
        }
        under.push(Under { table: of.name, parameter, before: dice.percent(70) });
    }
    (under, path)
}

/// A key that a row may have.
fn key(dice: &mut Dice, kind: ColumnKind) -> Value {
    let most = *dice.pick(&[3, 6, KEYS + 2]);
    name(kind, dice.range(1, most))
}
