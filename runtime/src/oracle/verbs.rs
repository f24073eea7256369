//! Random verbs, with keys that rows have and keys that none has.
//!
//! Floor 6.

use super::callers;
use super::cell::{Cell, VALUES, name, value};
use super::dice::Dice;
use super::model::World;
use super::op::{Inserted, Joined, Op, Updated, Verb};
use super::routes::{self, KEYS};
use super::schema::Schema;
use super::stored::upserts_by;
use crate::database::{Claim, Owner, Table, TableColumn, Value};
use crate::reach::{Belonging, Reach, Whose};

/// What a verb is made of.
pub(super) struct Asking<'w> {
    pub(super) world: &'w World,
    pub(super) table: &'static Table,
    pub(super) reach: Reach,
    /// Keys of rows that are reached.
    pub(super) theirs: Vec<Value>,
}

pub(super) fn op(dice: &mut Dice, schema: &Schema, world: &World) -> Op {
    let table = *dice.pick(&schema.tables);
    let writes = dice.percent(50);
    let reach = routes::reach(dice, table, writes);
    let (under, path) = routes::under(dice, table);
    let who = if reach.whose == Whose::System { None } else { callers::random(dice, schema.forms) };
    let mut op = Op { table, reach, under, who, path, verb: Verb::Count };
    let asking = Asking { world, table, reach, theirs: world.reached_keys(&op) };
    op.verb = if writes { asking.writing(dice) } else { asking.reading(dice) };
    op
}

impl Asking<'_> {
    /// Often the key of a row that is reached, mostly that of some row.
    fn key(&self, dice: &mut Dice) -> Value {
        if let (Some(key), true) = (dice.pick_maybe(&self.theirs), dice.percent(45)) {
            return key.clone();
        }
        let keys = self.world.keys(self.table);
        match dice.pick_maybe(&keys) {
            Some(key) if dice.percent(92) => key.clone(),
            _ => name(self.table.columns[0].kind, dice.range(1, KEYS + 20)),
        }
    }

    fn reading(&self, dice: &mut Dice) -> Verb {
        let own = matches!(self.reach.whose, Whose::Own { .. });
        match dice.range(0, 99) {
            0..=24 => Verb::Find(self.key(dice)),
            25..=40 => Verb::Exists(self.key(dice)),
            41..=52 => Verb::Count,
            53..=60 if self.table.grants.is_some() && self.reach.whose != Whose::Public => {
                Verb::Granted(self.key(dice))
            }
            61..=69 if self.table.one_per_owner && own => Verb::Mine,
            70..=79 => Verb::Select(self.joined(dice)),
            _ => Verb::Page(super::listing::random(dice, self.table, self.world)),
        }
    }

    fn joined(&self, dice: &mut Dice) -> Option<Joined> {
        let columns = self.table.columns.iter().filter_map(|column| Some((column.name, column.references?)));
        let columns: Vec<_> = columns.collect();
        let (column, of) = *dice.pick_maybe(&columns).filter(|_| dice.percent(70))?;
        Some(Joined { column, reach: routes::reach(dice, of(), false) })
    }

    fn writing(&self, dice: &mut Dice) -> Verb {
        let insert = self.insert(dice);
        // Few row types have it, and much can go wrong in it.
        let insert = match insert {
            Some(upsert @ Inserted { upsert: true, .. }) if dice.percent(50) => return Verb::Insert(upsert),
            other => other,
        };
        match (dice.range(0, 99), self.table.grants, self.table.grantee_kind()) {
            (0..=14, Some(grants), Some(kind)) => {
                let level = dice.pick(grants.levels).name;
                Verb::Grant { key: self.key(dice), to: name(kind, dice.few()), level }
            }
            (15..=22, Some(_), Some(kind)) => {
                Verb::Revoke { key: self.key(dice), from: name(kind, dice.few()) }
            }
            (23..=30, ..) => Verb::Delete(self.key(dice)),
            (31..=36, ..) => Verb::Lock(self.key(dice)),
            (37..=62, ..) => Verb::Update(self.update(dice)),
            _ => match insert {
                Some(inserted) => Verb::Insert(inserted),
                None => Verb::Update(self.update(dice)),
            },
        }
    }

    fn update(&self, dice: &mut Dice) -> Updated {
        let settable = self.settable(false);
        let mut change: Vec<(&'static str, Cell)> = Vec::new();
        for _ in 0..dice.range(1, 3) {
            let column = *dice.pick(&settable);
            if !change.iter().any(|(known, _)| *known == column.name) {
                // None leaves the column as it is.
                let cell = if dice.percent(15) { Cell::Null } else { self.cell(dice, column) };
                change.push((column.name, cell));
            }
        }
        let version = self.table.version.and_then(|_| dice.maybe(40, |dice| dice.range(1, 3).into()));
        let required = dice.maybe(20, |dice| {
            let column = *dice.pick(&settable);
            let has = self.world.cells(self.table, column.name);
            let has = dice.pick_maybe(&has).cloned().unwrap_or(Cell::Null);
            (column.name, has)
        });
        Updated { key: self.key(dice), change, version, required: required.into_iter().collect() }
    }

    /// Columns that a change may set.
    fn settable(&self, key: bool) -> Vec<&'static TableColumn> {
        let columns = self.table.columns.iter();
        columns
            .filter(|column| !self.table.is_bound(column.name) || key && column.name == self.table.key)
            .collect()
    }

    fn cell(&self, dice: &mut Dice, column: &'static TableColumn) -> Cell {
        if let Some(of) = column.references {
            let keys = self.world.keys(of());
            if let (Some(key), true) = (dice.pick_maybe(&keys), dice.percent(93)) {
                return Cell::Value(key.clone());
            }
            return Cell::Value(name(column.kind, dice.range(1, KEYS + 20)));
        }
        let known = self.world.cells(self.table, column.name);
        match dice.pick_maybe(&known) {
            // What another row has is what tells rows apart, or does not.
            Some(known) if self.table.unique.contains(&column.name) && dice.percent(60) => known.clone(),
            _ => value(column.kind, dice.range(0, VALUES)),
        }
    }

    /// Rows that the app could make by one of its verbs.
    fn insert(&self, dice: &mut Dice) -> Option<Inserted> {
        let (own, column) = match self.reach.whose {
            Whose::Own { column, .. } => (true, column),
            _ => (false, None),
        };
        // Everyone's rows are those of a job or of a role that lifts the owner; who has such a role makes rows of their own too.
        let lifted = self.reach.whose == Whose::Every && dice.percent(50);
        let upserts = (own || lifted) && upserts_by(self.table).is_some() && dice.percent(80);
        let (belonging, named): (Belonging, Vec<&str>) = match self.table.owner {
            Owner::Nobody => (Belonging::Nobody, Vec::new()),
            Owner::Parent { column, .. } => (Belonging::Parent, vec![column]),
            Owner::Columns([one]) if !own && !lifted => (Belonging::Named, vec![one.column]),
            Owner::Columns([one]) if matches!(one.claim, Claim::Each(_)) => {
                (Belonging::CallerAnd, vec![one.column])
            }
            Owner::Columns([_]) => (Belonging::Caller, Vec::new()),
            Owner::Columns(_) if !own && !lifted => return None,
            Owner::Columns(owners) => {
                let mine = column.unwrap_or(owners[0].column);
                let others = owners.iter().map(|owner| owner.column).filter(|other| *other != mine);
                (Belonging::CallerAnd, others.collect())
            }
        };
        let upsert = upserts && belonging == Belonging::Caller;
        let mut columns = self.settable(!upsert && dice.percent(90));
        columns.retain(|column| {
            column.name == self.table.key || dice.percent(if column.nullable { 70 } else { 98 })
        });
        if dice.percent(50) {
            columns.reverse();
        }
        if columns.is_empty() {
            return None;
        }
        let several = if upsert || dice.percent(75) { 1 } else { dice.range(2, 4) };
        let rows = (0..several).map(|_| {
            let told = named.iter().map(|column| self.told(dice, column)).collect();
            let change = columns.iter().map(|column| match column.name == self.table.key {
                true => Cell::Value(name(column.kind, dice.range(1, KEYS + 40))),
                false if dice.percent(if column.nullable { 25 } else { 1 }) => Cell::Null,
                false => self.cell(dice, column),
            });
            (told, change.collect())
        });
        let rows = rows.collect();
        let columns = columns.into_iter().map(|column| column.name).collect();
        // Who may put rows into a table of nobody's, and nothing else, is given none back.
        let returns = !(own && belonging == Belonging::Nobody) && dice.percent(85);
        Some(Inserted { belonging, columns, rows, upsert, returns })
    }

    /// The owner or the parent that the verb names.
    fn told(&self, dice: &mut Dice, column: &str) -> Value {
        let kind = self.table.kind(column).unwrap();
        if let Owner::Parent { table, .. } = self.table.owner {
            let keys = self.world.keys(table());
            return match dice.pick_maybe(&keys) {
                Some(key) if dice.percent(95) => key.clone(),
                _ => name(kind, dice.range(1, KEYS + 20)),
            };
        }
        name(kind, dice.few())
    }
}
