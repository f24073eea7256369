//! What PostgreSQL's own policies admit, whatever a statement asks for, on the model.
//!
//! Floor 6. Coarser than the rule of a route: a policy knows the caller and what the route lifts, and neither the path nor which
//! owner or level the route asks for. What lies beyond this is another's, and stays theirs although a statement is wrong.

use serde_json::Value as Json;

use super::super::cell::Cell;
use super::super::op::Op;
use super::rule::is_published;
use super::{Row, World};
use crate::database::{Claim, Owner, Table, Value};
use crate::reach::Whose;

/// The second lock, for one operation on the rows that there are.
#[derive(Clone, Copy)]
pub(in super::super) struct Second<'m> {
    pub(in super::super) world: &'m World,
    pub(in super::super) op: &'m Op,
}

/// Which grants lead to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Granted {
    Never,
    /// By any level.
    Reading,
    /// By one that writes.
    Writing,
}

impl Second<'_> {
    pub(in super::super) fn reads(self, table: &'static Table, row: &Row) -> bool {
        let is_theirs =
            || self.is_every_one_read(table) || self.leads(table, row, Granted::Reading, Granted::Reading);
        self.binds_nothing() || is_published(table, row) || self.is_in_tenant(table, row) && is_theirs()
    }

    pub(in super::super) fn changes(self, table: &'static Table, row: &Row) -> bool {
        let is_theirs =
            || self.is_every_one_changed(table) || self.leads(table, row, Granted::Writing, Granted::Writing);
        self.binds_nothing() || self.is_in_tenant(table, row) && is_theirs()
    }

    /// Whether such a row may be made.
    pub(in super::super) fn makes(self, table: &'static Table, row: &Row) -> bool {
        // Rows of nobody are made on the routes that say so, and an operation that makes one is such a route.
        let is_nobodys = matches!(table.owner, Owner::Nobody);
        let is_theirs = || {
            is_nobodys
                || self.is_every_one_changed(table)
                || self.leads(table, row, Granted::Never, Granted::Writing)
        };
        self.binds_nothing() || self.is_in_tenant(table, row) && is_theirs()
    }

    /// Whether grants of the row may be given and taken back.
    pub(in super::super) fn gives(self, table: &'static Table, row: &Row) -> bool {
        let is_theirs =
            || self.is_every_one_changed(table) || self.leads(table, row, Granted::Never, Granted::Never);
        self.binds_nothing() || self.reads(table, row) && is_theirs()
    }

    /// A job.
    fn binds_nothing(self) -> bool {
        self.op.sets().iter().any(|(_, reach, _)| reach.whose == Whose::System)
    }

    fn is_every_one_changed(self, table: &Table) -> bool {
        self.op.table.name == table.name && self.op.reach.whose == Whose::Every && self.op.verb.is_of_change()
    }

    /// Everyone's, those above everyone's, and those above what may be granted.
    fn is_every_one_read(self, table: &Table) -> bool {
        self.op.sets().into_iter().any(|(of, reach, _)| match reach.whose {
            Whose::Every => of.name == table.name || is_above(table, of),
            Whose::Own { grant: Some(_), .. } => with_grants(of).is_some_and(|of| is_above(table, of)),
            _ => false,
        })
    }

    /// The organisation of a row, which the nearest one above it says where it does not say it itself.
    fn is_in_tenant(self, table: &'static Table, row: &Row) -> bool {
        if self.op.sets().iter().any(|(_, reach, _)| !reach.tenant) {
            return true;
        }
        match (table.tenant, table.owner) {
            (Some(column), _) => {
                let tenant = self.op.who.as_ref().and_then(|who| who.tenant.as_deref());
                tenant.is_some_and(|tenant| is_text(&row[column], tenant))
            }
            (None, Owner::Parent { column, table: parent }) if has_tenant_above(table) => {
                let row = self.world.row(parent(), &row[column]);
                row.is_some_and(|row| self.reads(parent(), row) && self.is_in_tenant(parent(), row))
            }
            _ => true,
        }
    }

    /// Whether the row is the caller's, by any of its owners, or granted to them.
    fn leads(self, table: &'static Table, row: &Row, own: Granted, above: Granted) -> bool {
        let is_owned = match table.owner {
            Owner::Nobody => false,
            Owner::Columns(owners) => {
                owners.iter().any(|owner| self.is_called(owner.claim, &row[owner.column]))
            }
            Owner::Parent { column, table: parent } => {
                let above = if table.grants.is_some() { Granted::Never } else { above };
                let row = self.world.row(parent(), &row[column]);
                row.is_some_and(|row| self.reads(parent(), row) && self.leads(parent(), row, above, above))
            }
        };
        is_owned || self.is_granted(table, row, own)
    }

    fn is_granted(self, table: &Table, row: &Row, granted: Granted) -> bool {
        let (Some(grants), true) = (table.grants, granted != Granted::Never) else { return false };
        let levels = grants.levels.iter().filter(|level| granted == Granted::Reading || level.writes);
        let levels: Vec<&str> = levels.map(|level| level.name).collect();
        self.world.rows(grants.table).iter().any(|grant| {
            grant[grants.row].equals(&row[table.key])
                && self.is_called(Claim::Subject, &grant[grants.to])
                && matches!(grant[grants.level].value(), Some(Value::Text(has)) if levels.contains(&has.as_str()))
        })
    }

    /// Whether the caller has the name that a cell holds, as a text.
    fn is_called(self, claim: Claim, cell: &Cell) -> bool {
        let Some(who) = &self.op.who else { return false };
        let is = |claim: &Json| match claim {
            Json::String(text) => is_text(cell, text),
            Json::Number(number) => is_text(cell, &number.to_string()),
            _ => false,
        };
        match claim {
            Claim::Subject => is_text(cell, &who.subject),
            Claim::One(claim) => who.claims.get(claim).is_some_and(is),
            Claim::Each(claim) => {
                let list = who.claims.get(claim).and_then(Json::as_array);
                list.is_some_and(|list| list.iter().any(is))
            }
        }
    }
}

fn parent_of(table: &Table) -> Option<&'static Table> {
    match table.owner {
        Owner::Parent { table, .. } => Some(table()),
        _ => None,
    }
}

fn is_above(table: &Table, of: &Table) -> bool {
    parent_of(of).is_some_and(|parent| parent.name == table.name || is_above(table, parent))
}

/// The table whose grants lead to the rows of this one: itself, or the nearest above it that has some.
fn with_grants(table: &'static Table) -> Option<&'static Table> {
    if table.grants.is_some() { Some(table) } else { with_grants(parent_of(table)?) }
}

fn has_tenant_above(table: &Table) -> bool {
    parent_of(table).is_some_and(|parent| parent.tenant.is_some() || has_tenant_above(parent))
}

fn is_text(cell: &Cell, text: &str) -> bool {
    cell.value().is_some_and(|value| value.to_text() == text)
}
