//! Whether a row is reached.
//!
//! Floor 6.

use super::super::cell::Cell;
use super::super::op::Op;
use super::{Refused, Row, World};
use crate::database::{Claim, ColumnKind, OwnedBy, Owner, Published, Table, TableColumn, Value};
use crate::reach::{Reach, Under, Whose};

/// Who asks for which rows of a table, below what.
#[derive(Clone, Copy)]
pub(super) struct Rule<'m> {
    pub(super) world: &'m World,
    pub(super) op: &'m Op,
    pub(super) reach: Reach,
    pub(super) under: &'m [Under],
}

fn kind(table: &Table, column: &str) -> ColumnKind {
    table.kind(column).unwrap()
}

fn is(row: &Row, column: &str, value: Option<&Value>) -> bool {
    value.is_some_and(|value| row[column].equals(&Cell::Value(value.clone())))
}

impl<'m> Rule<'m> {
    /// "Deny is the zero": whatever the rule compares with must be there and of the form of its column, else there is no answer
    /// but 404, whatever the rows are.
    pub(super) fn can_be_asked(self, table: &'static Table) -> Result<(), Refused> {
        if self.is_complete(table, true) { Ok(()) } else { Err(Refused::NotFound) }
    }

    fn is_complete(self, table: &'static Table, first: bool) -> bool {
        let path = self
            .below(table, first)
            .all(|(column, under)| self.op.id_in_path(&under.parameter, column.kind).is_some());
        let tenant = !self.reach.tenant
            || table.tenant.is_none_or(|column| self.op.organisation(kind(table, column)).is_some());
        let parent = |parent: &'static Table| self.above(table).is_complete(parent, false);
        path && tenant
            && match (self.reach.whose, table.owner) {
                (Whose::Public, _) => true,
                (Whose::Own { grant, .. }, owner) => {
                    let owns = match owner {
                        Owner::Nobody => true,
                        Owner::Columns(_) => self
                            .owners(table)
                            .iter()
                            .all(|owner| self.op.owners(owner.claim, kind(table, owner.column)).is_some()),
                        Owner::Parent { table, .. } => parent(table()),
                    };
                    owns && (grant.is_none() || self.grantee(table).is_none_or(|grantee| grantee.is_some()))
                }
                (Whose::Every | Whose::System, Owner::Parent { table, .. }) => {
                    !self.bounds(table()) || parent(table())
                }
                (Whose::Every | Whose::System, _) => true,
            }
    }

    /// Whether the caller reaches the row.
    pub(super) fn reaches(self, table: &'static Table, row: &Row) -> bool {
        self.reaches_at(table, row, true)
    }

    fn reaches_at(self, table: &'static Table, row: &Row, first: bool) -> bool {
        match self.reach.whose {
            Whose::Public => self.is_here(table, row, first) && is_published(table, row),
            Whose::Every | Whose::System => self.is_in_place(table, row, first),
            // What lifts the owner lifts neither the organisation nor the path.
            Whose::Own { grant, .. } => {
                self.is_in_place(table, row, first)
                    && (self.owns(table, row)
                        || grant.is_some_and(|level| self.is_granted(table, row, level)))
            }
        }
    }

    /// Below what the path names and in the caller's organisation, as its parents are, where that can only be read there.
    fn is_in_place(self, table: &'static Table, row: &Row, first: bool) -> bool {
        let above = match table.owner {
            Owner::Parent { column, table: parent } if self.bounds(parent()) => {
                let row = self.world.row(parent(), &row[column]);
                row.is_some_and(|row| self.is_in_place(parent(), row, false))
            }
            _ => true,
        };
        above && self.is_here(table, row, first)
    }

    /// The same, as far as the row itself says it.
    fn is_here(self, table: &'static Table, row: &Row, first: bool) -> bool {
        let path = self.below(table, first).all(|(column, under)| {
            is(row, column.name, self.op.id_in_path(&under.parameter, column.kind).as_ref())
        });
        let tenant = !self.reach.tenant
            || table
                .tenant
                .is_none_or(|column| is(row, column, self.op.organisation(kind(table, column)).as_ref()));
        path && tenant
    }

    /// The columns that must name what the path names: the parent always, what else the row refers to where the path names
    /// that first.
    fn below(
        self,
        table: &'static Table,
        first: bool,
    ) -> impl Iterator<Item = (&'static TableColumn, &'m Under)> {
        self.under.iter().flat_map(move |under| {
            table.columns.iter().filter_map(move |column| {
                let refers =
                    |column: &TableColumn| column.references.is_some_and(|of| of().name == under.table);
                let names = match table.owner {
                    Owner::Parent { column: parent, .. } if parent == column.name => true,
                    // Of several the one that the path calls by its name.
                    _ => {
                        let alone = table.columns.iter().filter(|column| refers(column)).count() == 1;
                        first && under.before && (alone || column.name == under.parameter)
                    }
                };
                (names && refers(column)).then_some((column, under))
            })
        })
    }

    /// Whether the rows of a parent are bound by organisation or path.
    fn bounds(self, parent: &'static Table) -> bool {
        let above = match parent.owner {
            Owner::Parent { table, .. } => {
                self.under.iter().any(|under| under.table == table().name) || self.bounds(table())
            }
            _ => false,
        };
        above || (self.reach.tenant && parent.tenant.is_some())
    }

    /// The owners that count: all of a row, or the one that the route names.
    fn owners(self, table: &'static Table) -> Vec<OwnedBy> {
        let Owner::Columns(owners) = table.owner else { return Vec::new() };
        let named = match self.reach.whose {
            Whose::Own { column, .. } => column,
            _ => None,
        };
        owners.iter().copied().filter(|owner| named.is_none_or(|named| named == owner.column)).collect()
    }

    fn owns(self, table: &'static Table, row: &Row) -> bool {
        match table.owner {
            Owner::Nobody => false,
            Owner::Columns(_) => self.owners(table).into_iter().any(|OwnedBy { column, claim }| {
                let caller = self.op.owners(claim, kind(table, column)).unwrap_or_default();
                caller.iter().any(|name| is(row, column, Some(name)))
            }),
            // "That of the owner of the row that this column names", or of whom that row was granted to.
            Owner::Parent { column, table: parent } => {
                let row = self.world.row(parent(), &row[column]);
                row.is_some_and(|row| self.above(table).reaches_at(parent(), row, false))
            }
        }
    }

    /// The rule for the parents of a table. A row that has grants of its own is reached by those and not by its parent's, of which the
    /// route's level says nothing.
    pub(super) fn above(self, table: &'static Table) -> Self {
        if table.grants.is_some() { Self { reach: self.reach.owned(), ..self } } else { self }
    }

    /// Who the caller is for grants; none where the table has none that the route's level is of.
    fn grantee(self, table: &'static Table) -> Option<Option<Value>> {
        table.grants?;
        let kind = table.grantee_kind()?;
        Some(self.op.owners(Claim::Subject, kind).map(|mut names| names.remove(0)))
    }

    fn is_granted(self, table: &'static Table, row: &Row, level: usize) -> bool {
        let (Some(grants), Some(grantee)) = (table.grants, self.grantee(table)) else { return false };
        let enough: Vec<&str> = grants.levels[level..].iter().map(|level| level.name).collect();
        self.world.rows(grants.table).iter().any(|grant| {
            grant[grants.row].equals(&row[table.key])
                && is(grant, grants.to, grantee.as_ref())
                && matches!(grant[grants.level].value(), Some(Value::Text(has)) if enough.contains(&has.as_str()))
        })
    }
}

/// Whether everyone may read the row.
pub(super) fn is_published(table: &Table, row: &Row) -> bool {
    match table.published {
        Published::Nothing => false,
        Published::Everything => true,
        Published::When(column) => row[column] == Cell::Value(Value::Bool(true)),
    }
}
