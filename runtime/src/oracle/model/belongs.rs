//! Whose a new row is, below what it is, and what a change may refer to, on the model.
//!
//! Floor 6.

use super::super::cell::Cell;
use super::super::op::{Inserted, Op};
use super::rule::{Rule, is_published};
use super::{Refused, World};
use crate::database::{Claim, Owner, Published, Table, Value};
use crate::reach::{Belonging, Reach, Under, Whose};

impl World {
    /// What says whose a new row is, as far as the request says it: the caller, in their organisation.
    pub(super) fn belongings(
        &self,
        op: &Op,
        inserted: &Inserted,
    ) -> Result<Vec<(&'static str, Cell)>, Refused> {
        let mut whose = Vec::new();
        let kind = |column: &str| op.table.kind(column).unwrap();
        if let (Belonging::Caller | Belonging::CallerAnd, Owner::Columns(owners)) =
            (inserted.belonging, op.table.owner)
        {
            let mine = mine(op, owners[0].column);
            let owner = owners.iter().find(|owner| owner.column == mine).unwrap();
            let caller = op.owners(owner.claim, kind(mine)).ok_or(Refused::NotFound)?;
            match owner.claim {
                // One of theirs, and no other.
                Claim::Each(_) if inserted.rows.iter().any(|(told, _)| !caller.contains(&told[0])) => {
                    return Err(Refused::NotFound);
                }
                Claim::Each(_) => {}
                Claim::Subject | Claim::One(_) => whose.push((mine, Cell::Value(caller[0].clone()))),
            }
        }
        if let Some(tenant) = op.table.tenant {
            let organisation = op.organisation(kind(tenant)).ok_or(Refused::NotFound)?;
            whose.push((tenant, Cell::Value(organisation)));
        }
        if let (Belonging::Parent, Owner::Parent { table, .. }) = (inserted.belonging, op.table.owner) {
            let above = above(op);
            let rule = Rule { under: &above, ..self.rule(op) }.above(op.table);
            let parent = table();
            let key = parent.kind(parent.key).unwrap();
            let mut named = above.iter().filter(|under| under.table == parent.name);
            if named.any(|under| op.id_in_path(&under.parameter, key).is_none()) {
                return Err(Refused::NotFound);
            }
            rule.can_be_asked(parent)?;
        }
        Ok(whose)
    }

    /// The parent of a new row is reached, and is the one in the path where one is.
    pub(super) fn reaches_parent(&self, op: &Op, parent: &'static Table, key: &Value) -> Result<(), Refused> {
        let above = above(op);
        let row = self.row(parent, &Cell::Value(key.clone())).ok_or(Refused::NotFound)?;
        let is_named = above.iter().filter(|under| under.table == parent.name).all(|under| {
            let kind = parent.kind(parent.key).unwrap();
            op.id_in_path(&under.parameter, kind).as_ref() == Some(key)
        });
        let rule = Rule { under: &above, ..self.rule(op) }.above(op.table);
        if is_named && rule.reaches(parent, row) { Ok(()) } else { Err(Refused::NotFound) }
    }

    /// The rule by which the caller may name a row of another table: their own, without grants, whatever the route lifts.
    fn using<'m>(&'m self, op: &'m Op) -> Rule<'m> {
        let own = Whose::Own { column: None, grant: None };
        let whose = if op.reach.whose == Whose::System { Whose::System } else { own };
        Rule { reach: Reach { whose, tenant: op.reach.tenant }, under: &[], ..self.rule(op) }
    }

    /// Whether the caller can be asked about, for the columns that refer to others.
    pub(super) fn can_refer(
        &self,
        op: &Op,
        columns: impl Iterator<Item = &'static str>,
    ) -> Result<(), Refused> {
        let tables = columns.filter_map(|column| op.table.column(column)?.references).map(|of| of());
        let everyone_may =
            |table: &Table| table.published == Published::Everything && op.reach.whose != Whose::System;
        tables.filter(|table| !everyone_may(table)).try_for_each(|table| self.using(op).can_be_asked(table))
    }

    /// "A statement binds it only where it also demands that the caller may use that row, else the same 404."
    pub(super) fn refers_to_usable<'c>(
        &self,
        op: &Op,
        change: impl Iterator<Item = (&'static str, &'c Cell)>,
    ) -> Result<(), Refused> {
        for (column, cell) in change.filter(|(_, cell)| **cell != Cell::Null) {
            let Some(of) = op.table.column(column).unwrap().references else { continue };
            let row = self.row(of(), cell).ok_or(Refused::NotFound)?;
            if !is_published(of(), row) && !self.using(op).reaches(of(), row) {
                return Err(Refused::NotFound);
            }
        }
        Ok(())
    }
}

/// The rows above a new row that the path names; none of them is what the new row merely refers to.
fn above(op: &Op) -> Vec<Under> {
    op.under.iter().map(|under| Under { before: false, ..under.clone() }).collect()
}

/// The owner that the caller becomes.
fn mine(op: &Op, first: &'static str) -> &'static str {
    match op.reach.whose {
        Whose::Own { column, .. } => column.unwrap_or(first),
        _ => first,
    }
}

/// The columns that the verb names, in the order in which it names them.
pub(super) fn named(op: &Op, belonging: Belonging) -> Vec<&'static str> {
    match (belonging, op.table.owner) {
        (Belonging::Parent, Owner::Parent { column, .. }) => vec![column],
        (Belonging::Named, Owner::Columns(owners)) => vec![owners[0].column],
        (Belonging::CallerAnd, Owner::Columns([one])) => vec![one.column],
        (Belonging::CallerAnd, Owner::Columns(owners)) => {
            let mine = mine(op, owners[0].column);
            owners.iter().map(|owner| owner.column).filter(|other| *other != mine).collect()
        }
        _ => Vec::new(),
    }
}
