//! Who will see a reply.
//!
//! Floor 9.

use crate::policy::RowRule;
use crate::proof::{Cx, Passed};
use crate::role::{RoleRef, RoleSet};
use crate::route::{InputShape, Route};

/// Who will see a reply: what narrows it.
#[derive(Debug, Clone, Copy)]
pub struct Viewer<'v> {
    roles: RoleSet,
    subject: Option<&'v str>,
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

impl<'v> Viewer<'v> {
    /// A job: it writes no reply, and asks by what it likes.
    pub(crate) fn of_job(passed: &'v Passed) -> Self {
        Self { roles: passed.roles(), subject: passed.arrival.subject(), public: false, published: None }
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

    /// Whether one of these owners of the row that leaves is the viewer.
    pub fn is_any_of(&self, owners: &[&dyn NamesSubject]) -> bool {
        let subject = self.subject.filter(|_| !self.public);
        subject.is_some_and(|subject| owners.iter().any(|owner| owner.is(subject)))
    }

    /// Whom the viewer is, where they are not the public.
    pub(crate) fn subject(&self) -> Option<&'v str> {
        self.subject.filter(|_| !self.public)
    }

    /// Whether one of the roles is held.
    pub fn holds_any(&self, roles: &[RoleRef]) -> bool {
        !self.public && self.roles.holds_any(roles)
    }
}

/// A value that may name the subject of a caller, as its only text.
pub trait NamesSubject {
    /// Whether it is the name of this subject.
    fn is(&self, subject: &str) -> bool;
}

macro_rules! names {
    ($($type:ty)*) => {$(
        impl NamesSubject for $type {
            fn is(&self, subject: &str) -> bool {
                self.to_string() == subject
            }
        }
    )*};
}

names!(i32 i64);
#[cfg(feature = "uuid")]
names!(uuid::Uuid);

impl NamesSubject for String {
    fn is(&self, subject: &str) -> bool {
        self == subject
    }
}

/// An owner that is NULL is nobody.
impl<T: NamesSubject> NamesSubject for Option<T> {
    fn is(&self, subject: &str) -> bool {
        self.as_ref().is_some_and(|owner| owner.is(subject))
    }
}

impl<'r, R: Route> Cx<'r, R> {
    /// Whoever will see the reply.
    pub(crate) fn viewer(&self) -> Viewer<'r> {
        let passed = self.passed();
        Viewer {
            roles: passed.roles(),
            subject: passed.arrival.subject(),
            public: false,
            published: const { published::<R>() },
        }
    }
}

/// What a route reads that is published; mostly nothing.
const fn published<R: Route>() -> Option<Published> {
    if R::POLICY.reads.is_empty() {
        return None;
    }
    Some(Published { reads: R::POLICY.reads, shapes: R::SHAPES })
}
