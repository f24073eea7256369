//! An operation, and what came of it.
//!
//! Floor 6.

use std::fmt;
use std::sync::Arc;

use super::cell::Cell;
use crate::database::{Claim, Owner, Table, Value};
use crate::principal::Verified;
use crate::reach::{Belonging, Caller, Listing, Reach, Under, Whose};
use crate::refusal::Refusal;
use crate::row_security::Lifts;

/// Who asks on which route, and what for.
pub(super) struct Op {
    pub(super) table: &'static Table,
    pub(super) reach: Reach,
    pub(super) under: Vec<Under>,
    pub(super) who: Option<Verified>,
    pub(super) path: Vec<(Arc<str>, String)>,
    pub(super) verb: Verb,
}

#[derive(Debug)]
pub(super) enum Verb {
    Find(Value),
    Lock(Value),
    Exists(Value),
    Mine,
    Count,
    Page(Listing),
    Insert(Inserted),
    Update(Updated),
    Delete(Value),
    Grant {
        key: Value,
        to: Value,
        level: &'static str,
    },
    Revoke {
        key: Value,
        from: Value,
    },
    Granted(Value),
    /// A hand-written SELECT, as `owned_sql!` puts it together: the rows, or those that refer to a row of another set.
    Select(Option<Joined>),
}

/// Another set of a SELECT: the rows that a column of the first one names.
#[derive(Debug)]
pub(super) struct Joined {
    pub(super) column: &'static str,
    pub(super) reach: Reach,
}

/// New rows.
#[derive(Debug)]
pub(super) struct Inserted {
    pub(super) belonging: Belonging,
    pub(super) columns: Vec<&'static str>,
    /// For each row the owners or the parent that the verb names, and its change.
    pub(super) rows: Vec<(Vec<Value>, Vec<Cell>)>,
    pub(super) upsert: bool,
    pub(super) returns: bool,
}

impl Inserted {
    /// What `insert_for` of the caller's rows asks before it inserts: the owner whom it names is one of the caller's.
    pub(super) fn is_for_one_of_theirs(&self, table: &Table, caller: Caller<'_>) -> Result<(), Refusal> {
        let (Belonging::CallerAnd, Owner::Columns([only])) = (self.belonging, table.owner) else {
            return Ok(());
        };
        let (Claim::Each(claim), Some(kind)) = (only.claim, table.kind(only.column)) else { return Ok(()) };
        let theirs = caller.list(claim, kind).ok_or(Refusal::NotFound)?;
        let named = self.rows.iter().all(|(told, _)| theirs.contains(&told[0]));
        if named { Ok(()) } else { Err(Refusal::NotFound) }
    }
}

#[derive(Debug)]
pub(super) struct Updated {
    pub(super) key: Value,
    pub(super) change: Vec<(&'static str, Cell)>,
    pub(super) version: Option<i64>,
    pub(super) required: Vec<(&'static str, Cell)>,
}

impl Op {
    /// Every set of rows that the route reaches, and below what.
    pub(super) fn sets(&self) -> Vec<(&'static Table, Reach, &[Under])> {
        let joined = match &self.verb {
            Verb::Select(Some(Joined { column, reach })) => {
                let of = self.table.column(column).and_then(|column| column.references);
                of.map(|of| (of(), *reach, [].as_slice()))
            }
            _ => None,
        };
        [(self.table, self.reach, self.under.as_slice())].into_iter().chain(joined).collect()
    }

    /// What the gate would lift for such a route, so that the policies of PostgreSQL let its statement through.
    pub(super) fn lifts(&self) -> Lifts {
        let mut lifts = Lifts::default();
        for (table, reach, under) in self.sets() {
            if reach.whose == Whose::System {
                return Lifts::everything();
            }
            if !reach.tenant {
                lifts.every_tenant();
            }
            lifts.reaching(table, reach, under, self.verb.is_of_change());
        }
        match (&self.verb, self.table.grants) {
            (Verb::Grant { .. } | Verb::Revoke { .. } | Verb::Granted(_), Some(grants)) => {
                lifts.reading(grants.table);
            }
            (Verb::Insert(_), _) => lifts.inserting(self.table.name),
            _ => {}
        }
        lifts
    }
}

impl Verb {
    /// Whether the rows are those of a parameter that may change them.
    pub(super) fn is_of_change(&self) -> bool {
        self.writes() || matches!(self, Self::Lock(_))
    }

    pub(super) fn writes(&self) -> bool {
        matches!(
            self,
            Self::Insert(_) | Self::Update(_) | Self::Delete(_) | Self::Grant { .. } | Self::Revoke { .. }
        )
    }
}

impl fmt::Debug for Op {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let who = self.who.as_ref().map(|who| {
            let mut claims = format!("{:?}", who.claims);
            claims.truncate(claims.floor_char_boundary(300));
            (&who.subject, &who.tenant, claims)
        });
        f.debug_struct("Op")
            .field("table", &self.table.name)
            .field("reach", &self.reach)
            .field("under", &self.under)
            .field("path", &self.path)
            .field("who", &who)
            .field("verb", &self.verb)
            .finish()
    }
}

/// What came of it.
#[derive(Debug, PartialEq)]
pub(super) enum Outcome {
    Rows(Vec<Vec<Cell>>),
    Count(u64),
    Is(bool),
    Done,
    /// 404: absent, someone else's, or denied at once.
    NotFound,
    /// 409.
    Conflict,
    /// What must not be.
    Failed(String),
}
