//! Statements with something wrong in them, each in one way. Whoever cannot tell them from the right ones proves nothing.
//!
//! Floor 6. A mutant changes texts between their making and their running, here alone: nothing of the app knows of it.

use super::op::{Inserted, Op, Verb};
use crate::database::{Claim, Owner, Table};
use crate::reach::{Given, Prepared, Reached, column_of};

/// One way in which statements are wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mutant {
    /// Whoever asks owns every row.
    OwnerIsAnyone,
    /// A row without an owner is the caller's.
    NobodyIsTheCaller,
    /// A row of any organisation.
    TenantIgnored,
    /// A grant of any level.
    LevelIgnored,
    /// A grant to anyone.
    GranteeIgnored,
    /// A grant lifts the organisation and the path of the parents too.
    GrantLiftsAll,
    /// Any parent, whoever's it is.
    ParentIsAnyones,
    /// A row below any other, whatever the path names.
    PathIgnored,
    /// An id in a change, whoever's row it names.
    ReferenceUnchecked,
    /// A new row below any parent.
    NewBelowAnyone,
    /// The key, or the rest of the condition.
    AndIsOr,
    /// Pages after the first are of all rows.
    LaterPagesOfAll,
    /// A count of all rows.
    CountsAll,
    /// A hand-written SELECT over all rows.
    SelectsAll,
    /// An update by the key alone.
    UpdatesAny,
    /// A delete by the key alone.
    DeletesAny,
    /// A conflict is solved whatever the organisation is.
    UpsertInAnyTenant,
    /// All owners of a row at once, not any of them.
    EveryOwner,
    /// Whoever asks gives, takes back and sees grants.
    AnyoneGrants,
    /// Whoever was overtaken writes all the same.
    VersionIgnored,
}

pub(super) const ALL: [Mutant; 20] = [
    Mutant::OwnerIsAnyone,
    Mutant::NobodyIsTheCaller,
    Mutant::TenantIgnored,
    Mutant::LevelIgnored,
    Mutant::GranteeIgnored,
    Mutant::GrantLiftsAll,
    Mutant::ParentIsAnyones,
    Mutant::PathIgnored,
    Mutant::ReferenceUnchecked,
    Mutant::NewBelowAnyone,
    Mutant::AndIsOr,
    Mutant::LaterPagesOfAll,
    Mutant::CountsAll,
    Mutant::SelectsAll,
    Mutant::UpdatesAny,
    Mutant::DeletesAny,
    Mutant::UpsertInAnyTenant,
    Mutant::EveryOwner,
    Mutant::AnyoneGrants,
    Mutant::VersionIgnored,
];

/// Holds for every row.
const ALWAYS: &str = "1 = 1";

/// The text with `more` beside every comparison of a column, called so, with a value of the request that is `given`.
fn beside(prepared: &Prepared, column: &str, given: impl Fn(&Given) -> bool, more: &str) -> String {
    let mut text = prepared.text.to_string();
    for (at, value) in prepared.given.iter().enumerate().rev().filter(|(_, value)| given(value)) {
        let place = format!("${}", at + 1);
        let list = matches!(value, Given::Owner(Claim::Each(_), _));
        let comparisons = match list {
            true => vec![
                format!("{column} IN (SELECT value FROM json_each({place}))"),
                format!("{column} = ANY ({place})"),
            ],
            false => vec![format!("{column} = {place}")],
        };
        for comparison in comparisons {
            text = replaced(&text, &comparison, &format!("({comparison} OR {more})"));
        }
    }
    text
}

/// The text with every `old` that no digit follows replaced: `$1` is no beginning of `$12`.
fn replaced(text: &str, old: &str, new: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(old) {
        let (before, after) = (&rest[..at], &rest[at + old.len()..]);
        out.push_str(before);
        let longer = after.starts_with(|next: char| next.is_ascii_digit());
        out.push_str(if longer { old } else { new });
        rest = after;
    }
    out + rest
}

/// A table and its parents, each as a condition calls it: by its own name, or as a parent.
fn called(op: &Op, own: bool, parents: bool) -> Vec<(&'static Table, String)> {
    let mut all = vec![(op.table, op.table.name.to_owned())];
    let mut below = op.table;
    while let Owner::Parent { table, .. } = below.owner {
        below = table();
        all.push((below, format!("parent{}", all.len())));
    }
    if !parents {
        all.truncate(1);
    }
    if !own {
        all.remove(0);
    }
    all
}

fn owners(table: &Table, called: &str) -> Vec<String> {
    match table.owner {
        Owner::Columns(owners) => owners.iter().map(|owner| column_of(called, owner.column)).collect(),
        _ => Vec::new(),
    }
}

impl Mutant {
    pub(super) fn change(self, op: &Op, reached: &Reached, prepared: &Prepared) -> String {
        let text = || prepared.text.to_string();
        let again = |text: String| Prepared { text: text.into(), ..prepared.clone() };
        let owner = |given: &Given| matches!(given, Given::Owner(..));
        let tenant = |given: &Given| matches!(given, Given::Tenant(_));
        let owners_beside = |own, parents, more: fn(&str) -> String| {
            called(op, own, parents)
                .iter()
                .flat_map(|(table, called)| owners(table, called))
                .fold(text(), |text, column| beside(&again(text), &column, owner, &more(&column)))
        };
        let condition = |one: &str| match one {
            "" => text(),
            one => text().replace(one, &format!("({one} OR {ALWAYS})")),
        };
        match (self, &op.verb) {
            (Self::OwnerIsAnyone, _) => owners_beside(true, false, |_| ALWAYS.to_owned()),
            (Self::NobodyIsTheCaller, _) => owners_beside(true, true, |column| format!("{column} IS NULL")),
            (Self::ParentIsAnyones, _) => owners_beside(false, true, |_| ALWAYS.to_owned()),
            (Self::TenantIgnored, _) => called(op, true, true)
                .iter()
                .filter_map(|(table, called)| Some(column_of(called, table.tenant?)))
                .fold(text(), |text, column| beside(&again(text), &column, tenant, ALWAYS)),
            (Self::LevelIgnored | Self::GranteeIgnored | Self::GrantLiftsAll, _) => called(op, true, true)
                .iter()
                .enumerate()
                .filter_map(|(at, (table, _))| Some((format!("grant{}", at + 1), table.grants?)))
                .fold(text(), |text, (called, grants)| match self {
                    Self::LevelIgnored => {
                        let level = column_of(&called, grants.level);
                        text.replace(&format!("{level} IN ("), &format!("{level} IN ({level}, "))
                    }
                    Self::GrantLiftsAll => (0..grants.levels.len()).fold(text, |text, lowest| {
                        let levels =
                            grants.levels.iter().skip(lowest).map(|level| format!("'{}'", level.name));
                        let levels = levels.collect::<Vec<_>>().join(", ");
                        // What follows the grant, and does not close the choice of owners, is asked of the parents.
                        let granted = format!("{} IN ({levels})) AND ", column_of(&called, grants.level));
                        text.replace(&granted, &format!("{granted}{ALWAYS} OR 1 = 0 AND "))
                    }),
                    _ => beside(&again(text), &column_of(&called, grants.to), owner, ALWAYS),
                }),
            (Self::PathIgnored, _) => {
                let path = |given: &Given| matches!(given, Given::Path(..));
                called(op, true, true)
                    .iter()
                    .flat_map(|(table, called)| {
                        table.columns.iter().map(|column| column_of(called, column.name))
                    })
                    .fold(text(), |text, column| beside(&again(text), &column, path, ALWAYS))
            }
            (Self::ReferenceUnchecked, _) => {
                text().replace(" IS NULL OR EXISTS (", &format!(" IS NULL OR {ALWAYS} OR EXISTS ("))
            }
            (Self::NewBelowAnyone, Verb::Insert(_)) => match op.table.owner {
                Owner::Parent { table, .. } => owners(table(), "used")
                    .into_iter()
                    .fold(text(), |text, column| beside(&again(text), &column, owner, ALWAYS)),
                _ => text(),
            },
            (Self::AndIsOr, _) if !reached.one.text.is_empty() => {
                text().replace(&format!(" AND {}", reached.one.text), &format!(" OR {}", reached.one.text))
            }
            (Self::LaterPagesOfAll, Verb::Page(listing)) if listing.after.is_some() => {
                condition(&reached.many.text)
            }
            (Self::CountsAll, Verb::Count) | (Self::SelectsAll, Verb::Select(_)) => {
                condition(&reached.many.text)
            }
            (Self::UpdatesAny, Verb::Update(_)) | (Self::DeletesAny, Verb::Delete(_)) => {
                condition(&reached.one.text)
            }
            (Self::UpsertInAnyTenant, Verb::Insert(Inserted { upsert: true, .. })) => match op.table.tenant {
                Some(column) => beside(prepared, &column_of(op.table.name, column), tenant, ALWAYS),
                None => text(),
            },
            (Self::EveryOwner, _) => {
                let columns = owners(op.table, op.table.name);
                columns.iter().skip(1).fold(text(), |text, column| {
                    text.replace(&format!(" OR {column} = "), &format!(" AND {column} = "))
                })
            }
            (Self::AnyoneGrants, Verb::Grant { .. } | Verb::Revoke { .. } | Verb::Granted(_)) => {
                owners_beside(true, true, |_| ALWAYS.to_owned())
            }
            (Self::VersionIgnored, Verb::Update(updated)) if updated.version.is_some() => {
                match op.table.version {
                    // No row has been changed so seldom.
                    Some(column) => text()
                        .replace(&format!(" AND {} = $", column_of(op.table.name, column)), " AND 0 < $"),
                    None => text(),
                }
            }
            _ => text(),
        }
    }
}
