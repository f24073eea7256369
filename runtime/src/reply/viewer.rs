//! Who will see a reply.
//!
//! Floor 9.

use crate::policy::RowRule;
use crate::proof::{Cx, Passed};
use crate::role::{RoleRef, RoleSet};
use crate::route::{InputShape, Route};

/// Who will see a reply: what narrows it.
#[derive(Debug, Clone, Copy)]
pub struct Viewer {
    roles: RoleSet,
    public: bool,
    published: Option<Published>,
}

/// What a route reads that is published.
#[derive(Debug, Clone, Copy)]
struct Published {
    reads: &'static [RowRule],
    shapes: &'static [InputShape],
}

impl Published {
    /// Whether what is published of this table is among it.
    fn is_of(self, table: &str) -> bool {
        let mut rows = self.reads.iter().filter_map(|rule| self.shapes.get(rule.parameter)?.row);
        rows.any(|row| row.table.name == table)
    }
}

impl Viewer {
    /// A job: it writes no reply, and asks by what it likes.
    pub(crate) fn of_job(passed: &Passed) -> Self {
        Self { roles: passed.roles(), public: false, published: None }
    }

    /// The same viewer, as one of the public.
    pub(crate) fn public(self) -> Self {
        Self { public: true, ..self }
    }

    /// Who sees a row of this table: on a route that reads what is published of it, the public, because a copy of a published row is one and
    /// looks like any other.
    #[must_use]
    pub fn of_row(self, table: &str) -> Self {
        match self.published {
            Some(published) if published.is_of(table) => self.public(),
            _ => self,
        }
    }

    /// Whether only what is for the public is seen, whatever roles are held.
    pub fn is_public(&self) -> bool {
        self.public
    }

    /// Whether one of the roles is held.
    pub fn holds_any(&self, roles: &[RoleRef]) -> bool {
        !self.public && self.roles.holds_any(roles)
    }
}

impl<R: Route> Cx<'_, R> {
    /// Whoever will see the reply.
    pub(crate) fn viewer(&self) -> Viewer {
        Viewer { roles: self.passed().roles(), public: false, published: const { published::<R>() } }
    }
}

/// What a route reads that is published; mostly nothing.
const fn published<R: Route>() -> Option<Published> {
    if R::POLICY.reads.is_empty() {
        return None;
    }
    Some(Published { reads: R::POLICY.reads, shapes: R::SHAPES })
}
