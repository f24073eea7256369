//! Batches: a schema, its rows and a few hundred operations, on every side and on the model.
//!
//! Floor 6.

use super::cell::{name, unnamed};
use super::contained;
use super::data;
use super::dice::Dice;
use super::model::World;
use super::mutants::Mutant;
use super::op::{Op, Outcome, Verb};
use super::schema::Schema;
use super::server::Server;
use super::side::Side;
use super::stored::{Stored, touched};
use super::verbs;
use crate::row_security::declared_faults;

/// Operations on one schema.
pub(super) const BATCH: usize = 200;
/// After so many operations everything that is kept is compared, not only what was touched.
pub(super) const EVERYTHING: usize = 50;

/// Those who are compared with the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sides {
    All,
    Sqlite,
    Postgres,
    /// PostgreSQL with policies of its tables.
    Secured,
}

/// What is demanded of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Demand {
    /// What the model says.
    Same,
    /// Nothing beyond what PostgreSQL's own policies admit.
    Contained,
}

/// Who is compared, what is wrong with their statements, and what is demanded of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Trial {
    pub(super) sides: Sides,
    pub(super) mutant: Option<&'static Mutant>,
    pub(super) demand: Demand,
}

/// What was compared.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Told {
    pub(super) operations: usize,
    /// Those that found or changed something.
    pub(super) fruitful: usize,
    /// Those in which PostgreSQL's own policies took part.
    pub(super) secured: usize,
    /// Those whose statement a mutant changed.
    pub(super) changed: usize,
}

impl Told {
    pub(super) fn count(&mut self, sides: &[Side], outcome: &Outcome, changed: bool) {
        self.operations += 1;
        self.secured += usize::from(sides.iter().any(Side::is_secured));
        self.fruitful += usize::from(is_fruitful(outcome));
        self.changed += usize::from(changed);
    }
}

/// A batch that panics says its seed too.
struct Seed(u64);

impl Drop for Seed {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("PORTCULLIS_ORACLE_SEED={}", self.0);
        }
    }
}

/// Runs the batch of a seed; stops at the first difference, and says it.
pub(super) async fn batch(
    server: &mut Server,
    seed: u64,
    Trial { sides, mutant, demand }: Trial,
    told: &mut Told,
) -> Result<(), String> {
    let _seed = Seed(seed);
    let mut dice = Dice::new(seed);
    let schema = Schema::random(&mut dice);
    let mut world = data::random(&mut dice, &schema);
    let mut open = Vec::new();
    let mut removed = Vec::new();
    if matches!(sides, Sides::All | Sides::Sqlite) {
        open.push(Side::plain("SQLite", "sqlite::memory:", mutant).await);
    }
    if matches!(sides, Sides::All | Sides::Postgres) {
        let (name, url) = server.schema().await;
        removed.push(name);
        open.push(Side::plain("PostgreSQL", &url, mutant).await);
    }
    // With some row types an app that demands policies does not start.
    let can_be_secured = declared_faults(&schema.tables).is_empty();
    if can_be_secured && matches!(sides, Sides::All | Sides::Secured) {
        let (name, url) = server.schema().await;
        let url_of_role = server.opened(&name, &url).await;
        removed.push(name);
        let urls = (url.as_str(), url_of_role.as_str());
        open.push(Side::secured("PostgreSQL with row-level security", urls, &schema, mutant).await);
    }
    for side in &open {
        side.fill(&schema, &world).await;
    }
    let ended = match demand {
        Demand::Same => operations(&mut dice, &schema, &mut world, &open, told).await,
        Demand::Contained if can_be_secured => {
            contained::operations(&mut dice, &schema, &mut world, &open, told).await
        }
        Demand::Contained => Ok(()),
    };
    for side in open {
        side.close().await;
    }
    for name in removed {
        server.remove(&name).await;
    }
    ended.map_err(|difference| {
        let tables = schema.tables.iter().map(|table| format!("{table:#?}")).collect::<Vec<_>>().join("\n");
        format!("{difference}\n\n{tables}\n\nPORTCULLIS_ORACLE_SEED={seed}")
    })
}

async fn operations(
    dice: &mut Dice,
    schema: &Schema,
    world: &mut World,
    sides: &[Side],
    told: &mut Told,
) -> Result<(), String> {
    for number in 1..=BATCH {
        let op = verbs::op(dice, schema, world);
        let before = if op.verb.writes() { world.rows(op.table.name).to_vec() } else { Vec::new() };
        let expected = world.run(&op);
        told.count(sides, &expected, false);
        for side in sides {
            let (outcome, changed) = side.run(&op).await;
            told.changed += usize::from(changed);
            if outcome != expected {
                let rows = if op.verb.writes() { &before } else { world.rows(op.table.name) };
                let rows = rows.iter().map(|row| format!("  {row:?}")).collect::<Vec<_>>().join("\n");
                return Err(format!(
                    "operation {number} on {}: {op:#?}\ngives {outcome:?}\nand not {expected:?}\nof\n{rows}",
                    side.name
                ));
            }
        }
        if op.verb.writes() {
            name_new(world, sides, &op, number).await;
        }
        let compared = match number.is_multiple_of(EVERYTHING) {
            true => schema.stored(),
            false if op.verb.writes() => touched(op.table),
            false => continue,
        };
        same(world, sides, &compared).await.map_err(|difference| format!("{difference}\nafter {op:#?}"))?;
    }
    Ok(())
}

fn is_fruitful(outcome: &Outcome) -> bool {
    match outcome {
        Outcome::Rows(rows) => !rows.is_empty(),
        Outcome::Count(count) => *count > 0,
        Outcome::Is(is) => *is,
        Outcome::Done => true,
        Outcome::NotFound | Outcome::Conflict | Outcome::Failed(_) => false,
    }
}

/// A row that was given no key gets one now, so that the next one can come.
pub(super) async fn name_new(world: &mut World, sides: &[Side], op: &Op, number: usize) {
    let Verb::Insert(_) = op.verb else { return };
    let kind = op.table.columns[0].kind;
    let (from, to) = (unnamed(kind), name(kind, 1000 + number as u32));
    if world.rename(op.table, &from, &to) {
        for side in sides {
            side.rename(op.table, &from, &to).await;
        }
    }
}

/// Whether all sides keep what the model keeps.
pub(super) async fn same(world: &World, sides: &[Side], tables: &[Stored]) -> Result<(), String> {
    for stored in tables {
        let expected = world.contents(stored);
        for side in sides {
            let kept = side.contents(stored).await;
            if kept != expected {
                let lines = |rows: &[Vec<_>]| {
                    rows.iter().map(|row| format!("  {row:?}")).collect::<Vec<_>>().join("\n")
                };
                return Err(format!(
                    "`{}` on {} keeps\n{}\nand not\n{}",
                    stored.name,
                    side.name,
                    lines(&kept),
                    lines(&expected)
                ));
            }
        }
    }
    Ok(())
}
