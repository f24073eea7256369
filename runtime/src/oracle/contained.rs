//! What a wrong statement must not do where PostgreSQL's own policies hold: read or change what is another's.
//!
//! Floor 6. Results are not compared with those of the right statement; the operations go on from what each left. The same demand
//! fails on PostgreSQL without policies, which shows that it demands something.

use super::cell::Cell;
use super::dice::Dice;
use super::model::{Row, Second, World};
use super::mutants::Mutant;
use super::op::{Outcome, Verb};
use super::run::{BATCH, EVERYTHING, Told, name_new, same};
use super::schema::Schema;
use super::side::Side;
use super::stored::touched;
use super::verbs;

/// Those that reach what is another's and that PostgreSQL's own policies hold back.
pub(super) const HELD: [Mutant; 12] = [
    Mutant::OwnerIsAnyone,
    Mutant::NobodyIsTheCaller,
    Mutant::TenantIgnored,
    Mutant::GranteeIgnored,
    Mutant::ParentIsAnyones,
    Mutant::NewBelowAnyone,
    Mutant::LaterPagesOfAll,
    Mutant::CountsAll,
    Mutant::SelectsAll,
    Mutant::UpdatesAny,
    Mutant::DeletesAny,
    Mutant::AnyoneGrants,
];

/// Runs operations on one side; stops at the first that goes too far, and says it.
pub(super) async fn operations(
    dice: &mut Dice,
    schema: &Schema,
    world: &mut World,
    sides: &[Side],
    told: &mut Told,
) -> Result<(), String> {
    let [side] = sides else { return Ok(()) };
    for number in 1..=BATCH {
        let op = verbs::op(dice, schema, world);
        let (outcome, changed) = side.run(&op).await;
        told.count(sides, &outcome, changed);
        let mut after = world.clone();
        if op.verb.writes() {
            for stored in touched(op.table) {
                after.keep(&stored, side.contents(&stored).await);
            }
        }
        let (before, after_it) = (Second { world, op: &op }, Second { world: &after, op: &op });
        let faults = [too_much_told(after_it, &outcome), too_much_changed(before, after_it)];
        if let Some(fault) = faults.into_iter().flatten().next() {
            return Err(format!("operation {number} on {} {fault}: {op:#?}\ngives {outcome:?}", side.name));
        }
        *world = after;
        if op.verb.writes() {
            name_new(world, sides, &op, number).await;
        }
        if number.is_multiple_of(EVERYTHING) {
            same(world, sides, &schema.stored()).await?;
        }
    }
    Ok(())
}

/// A row that is told, or counted, and is not to be read.
fn too_much_told(second: Second<'_>, outcome: &Outcome) -> Option<String> {
    let Second { world, op } = second;
    let (table, rows) = (op.table, world.rows(op.table.name));
    let readable = || rows.iter().filter(|row| second.reads(table, row));
    let is_readable = |key: &Cell| readable().any(|row| row[table.key].equals(key));
    let whole =
        |row: &Row| -> Vec<Cell> { table.columns.iter().map(|column| row[column.name].clone()).collect() };
    match (outcome, &op.verb) {
        (Outcome::Rows(told), Verb::Granted(key)) => {
            let is_readable = told.is_empty() || is_readable(&Cell::Value(key.clone()));
            (!is_readable).then(|| "tells the grants of a row of another".to_owned())
        }
        (Outcome::Rows(told), _) => {
            let readable: Vec<Vec<Cell>> = readable().map(whole).collect();
            let beyond = told.iter().find(|row| !readable.contains(row));
            beyond.map(|row| format!("tells {row:?} of another"))
        }
        (Outcome::Count(count), _) => {
            let most = readable().count() as u64;
            (*count > most).then(|| format!("counts {count} where {most} can be read"))
        }
        (Outcome::Is(true), Verb::Exists(key)) => {
            let is_readable = is_readable(&Cell::Value(key.clone()));
            (!is_readable).then(|| "tells that there is a row of another".to_owned())
        }
        _ => None,
    }
}

/// A row that is otherwise than before, and is not to be.
fn too_much_changed(before: Second<'_>, after: Second<'_>) -> Option<String> {
    let table = before.op.table;
    let (old, new) = (before.world.rows(table.name), after.world.rows(table.name));
    let known = |row: &Row| old.iter().any(|other| other[table.key] == row[table.key]);
    let spoilt = old.iter().filter(|row| !new.contains(row)).find(|row| !before.changes(table, row));
    let wrong = new.iter().filter(|row| !old.contains(row)).find(|row| match known(row) {
        true => !after.changes(table, row),
        false => !after.makes(table, row),
    });
    let rows = spoilt.map(|row| format!("changes {row:?} of another"));
    rows.or_else(|| wrong.map(|row| format!("makes {row:?} for another"))).or_else(|| grants(before, after))
}

/// A grant that is given or taken back of a row that is another's. The grants of a row go with it.
fn grants(before: Second<'_>, after: Second<'_>) -> Option<String> {
    let (table, grants) = (before.op.table, before.op.table.grants?);
    let (old, new) = (before.world.rows(grants.table), after.world.rows(grants.table));
    let row_of = |world: &'_ World, grant: &Row| -> Option<Row> {
        world.rows(table.name).iter().find(|row| row[table.key].equals(&grant[grants.row])).cloned()
    };
    let differs = old.iter().filter(|grant| !new.contains(grant));
    let differs = differs.chain(new.iter().filter(|grant| !old.contains(grant)));
    let mut differs = differs.filter(|grant| row_of(after.world, grant).is_some() || new.contains(grant));
    let wrong = differs.find(|grant| {
        let of = row_of(before.world, grant);
        !of.is_some_and(|row| before.gives(table, &row))
    });
    wrong.map(|grant| format!("changes the grant {grant:?} of another's row"))
}
