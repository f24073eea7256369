//! Random row types, as the derive would declare them.
//!
//! Floor 6. Constants in an app; here they are made and leaked, and found again by functions as the derive writes them.

use std::cell::RefCell;

use super::dice::Dice;
use crate::database::{
    Claim, ColumnKind, Grants, Level, OwnedBy, Owner, Published, Seen, Table, TableColumn, TableOf,
};

/// Row types that refer to each other, and what callers are called in them.
pub(super) struct Schema {
    pub(super) tables: Vec<&'static Table>,
    /// Whether the database holds that what is referred to is there.
    pub(super) foreign_keys: bool,
    pub(super) forms: Forms,
}

/// What names subjects, companies, teams and organisations.
#[derive(Debug, Clone, Copy)]
pub(super) struct Forms {
    pub(super) subject: ColumnKind,
    pub(super) company: ColumnKind,
    pub(super) team: ColumnKind,
    pub(super) tenant: ColumnKind,
}

/// Claims: one value, a list.
pub(super) const COMPANY: &str = "company";
pub(super) const TEAMS: &str = "teams";

pub(super) const NAMING: [ColumnKind; 4] =
    [ColumnKind::Integer, ColumnKind::Integer32, ColumnKind::Text, ColumnKind::Uuid];

const EVERY_KIND: [ColumnKind; 11] = [
    ColumnKind::Integer16,
    ColumnKind::Integer32,
    ColumnKind::Integer,
    ColumnKind::Bool,
    ColumnKind::Real,
    ColumnKind::Text,
    ColumnKind::Bytes,
    ColumnKind::Uuid,
    ColumnKind::Timestamp,
    ColumnKind::Date,
    ColumnKind::Decimal,
];

/// Levels of two enums: a position means something only beside its own.
const LEVELS: [&[Level]; 2] = [
    &[Level { name: "read", writes: false }, Level { name: "write", writes: true }],
    &[
        Level { name: "view", writes: false },
        Level { name: "comment", writes: false },
        Level { name: "write", writes: true },
        Level { name: "own", writes: true },
    ],
];

thread_local! {
    static TABLES: RefCell<Vec<&'static Table>> = const { RefCell::new(Vec::new()) };
}

fn nth<const N: usize>() -> &'static Table {
    TABLES.with_borrow(|tables| tables[N])
}

const MOST_TABLES: usize = 6;
const NTH: [TableOf; MOST_TABLES] = [nth::<0>, nth::<1>, nth::<2>, nth::<3>, nth::<4>, nth::<5>];

fn leaked<T>(of: Vec<T>) -> &'static [T] {
    Vec::leak(of)
}

fn named(name: String) -> &'static str {
    String::leak(name)
}

/// How many parents there are above a row.
fn parents(table: &Table) -> usize {
    match table.owner {
        Owner::Parent { table, .. } => 1 + parents(table()),
        _ => 0,
    }
}

impl Schema {
    pub(super) fn random(dice: &mut Dice) -> Self {
        let mut naming = |_| *dice.pick(&NAMING);
        let forms = Forms { subject: naming(0), company: naming(1), team: naming(2), tenant: naming(3) };
        TABLES.with_borrow_mut(Vec::clear);
        for number in 0..dice.range(3, MOST_TABLES as u32) as usize {
            let table: &'static Table = Box::leak(Box::new(table(dice, forms, number)));
            TABLES.with_borrow_mut(|tables| tables.push(table));
        }
        let tables = TABLES.with_borrow(Vec::clone);
        Self { tables, foreign_keys: dice.percent(50), forms }
    }
}

/// A row type; those before it may be its parents, and it may refer to them and to itself.
fn table(dice: &mut Dice, forms: Forms, number: usize) -> Table {
    let known = TABLES.with_borrow(Vec::clone);
    let plain = |name, kind| TableColumn { name, kind, seen: Seen::Public, ..TableColumn::PLAIN };
    let key = *dice.pick(&["id", "code"]);
    let key_kind = *dice.pick(&NAMING);
    let mut columns = vec![plain(key, key_kind)];
    let with_owners: Vec<usize> = (0..known.len())
        .filter(|at| !matches!(known[*at].owner, Owner::Nobody) && parents(known[*at]) < 3)
        .collect();
    let mut owned_by = |dice: &mut Dice, column, kind, claim| {
        columns.push(TableColumn { nullable: dice.percent(30), ..plain(column, kind) });
        OwnedBy { column, claim }
    };
    let owner = match dice.range(0, 99) {
        0..=11 => Owner::Nobody,
        12..=46 if !with_owners.is_empty() => {
            let parent = *dice.pick(&with_owners);
            let kind = known[parent].columns[0].kind;
            let references = Some(NTH[parent]);
            let nullable = dice.percent(25);
            columns.push(TableColumn { references, nullable, ..plain("parent_id", kind) });
            Owner::Parent { column: "parent_id", table: NTH[parent] }
        }
        47..=59 => Owner::Columns(leaked(
            ["owner_a", "owner_b", "owner_c"][..dice.range(2, 3) as usize]
                .iter()
                .map(|column| {
                    let kind = if dice.percent(10) { *dice.pick(&NAMING) } else { forms.subject };
                    owned_by(dice, column, kind, Claim::Subject)
                })
                .collect(),
        )),
        60..=70 => {
            Owner::Columns(leaked(vec![owned_by(dice, "company_id", forms.company, Claim::One(COMPANY))]))
        }
        71..=80 => Owner::Columns(leaked(vec![owned_by(dice, "team_id", forms.team, Claim::Each(TEAMS))])),
        _ => Owner::Columns(leaked(vec![owned_by(dice, "user_id", forms.subject, Claim::Subject)])),
    };
    let is_owned = !matches!(owner, Owner::Nobody);
    let published = match dice.range(0, 99) {
        0..=69 if is_owned || number == 0 => Published::Nothing,
        0..=84 => Published::Everything,
        _ => {
            columns.push(TableColumn { nullable: dice.percent(30), ..plain("published", ColumnKind::Bool) });
            Published::When("published")
        }
    };
    // Rows of an organisation are not for everyone.
    let is_child = matches!(owner, Owner::Parent { .. });
    // What only a parent says is what is easily forgotten.
    let often = if is_child { 20 } else { 60 };
    let tenant = (published == Published::Nothing && dice.percent(often)).then(|| {
        columns.push(TableColumn { nullable: dice.percent(20), ..plain("org_id", forms.tenant) });
        "org_id"
    });
    let version = dice.maybe(40, |_| {
        columns.push(plain("version", ColumnKind::Integer));
        "version"
    });
    for reference in 0..dice.range(0, 2) {
        let to = dice.range(0, number as u32) as usize;
        let kind = known.get(to).map_or(key_kind, |known| known.columns[0].kind);
        let name = named(format!("ref_{reference}"));
        let nullable = dice.percent(50);
        columns.push(TableColumn { references: Some(NTH[to]), nullable, ..plain(name, kind) });
    }
    let extras = dice.range(1, 4);
    for extra in 0..extras {
        let kind = *dice.pick(&EVERY_KIND);
        columns
            .push(TableColumn { nullable: dice.percent(50), ..plain(named(format!("extra_{extra}")), kind) });
    }
    let unique = match is_owned && dice.percent(50) {
        true => ["extra_0", "extra_1"][..dice.range(1, extras.min(2)) as usize].to_vec(),
        false => Vec::new(),
    };
    let single = matches!(owner, Owner::Columns([one]) if !matches!(one.claim, Claim::Each(_)));
    let grants = (is_owned && dice.percent(50)).then(|| {
        let grants = Grants {
            table: named(format!("grants_{number}")),
            row: "row_id",
            to: "grantee",
            level: "level",
            levels: dice.pick::<&[Level]>(&LEVELS),
        };
        &*Box::leak(Box::new(grants))
    });
    Table {
        name: named(format!("table_{number}")),
        columns: leaked(columns),
        key,
        owner,
        owner_path: "",
        tenant,
        grants,
        version,
        published,
        one_per_owner: single && dice.percent(20),
        unique: leaked(unique),
        unique_for_all: &[],
        no_secrets: &[],
    }
}
