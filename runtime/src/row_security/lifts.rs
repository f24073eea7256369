//! What binds a caller less than the owner of a row does, on one route: by a role, by what the attribute declares, by an opt-out.
//!
//! Floor 5. One text, `orders,orders:write`, of names between commas. What is not in it binds.

use std::collections::BTreeSet;

/// Everything, of every organisation: a job of the app, hand-written SQL.
pub(super) const EVERYTHING: &str = "*";
/// Rows of every organisation, as far as the owner admits.
pub(super) const EVERY_TENANT: &str = "*:tenant";

/// The names of what is lifted.
#[derive(Debug, Default)]
pub(crate) struct Lifts(BTreeSet<String>);

impl Lifts {
    /// Nothing binds.
    pub(crate) fn everything() -> Self {
        Self(BTreeSet::from([EVERYTHING.to_owned()]))
    }

    /// The organisation does not bind.
    pub(crate) fn every_tenant(&mut self) {
        self.0.insert(EVERY_TENANT.to_owned());
    }

    /// Every row of a table is read.
    pub(crate) fn reading(&mut self, table: &str) {
        self.0.insert(table.to_owned());
    }

    /// Every row of a table is changed, and rows are made for others.
    pub(crate) fn writing(&mut self, table: &str) {
        self.0.insert(to_write(table));
    }

    /// Rows are put into a table whose rows nobody owns.
    pub(crate) fn inserting(&mut self, table: &str) {
        self.0.insert(to_insert(table));
    }

    pub(super) fn text(&self) -> String {
        self.0.iter().map(String::as_str).collect::<Vec<_>>().join(",")
    }
}

/// The name for changing every row of a table. No name of a table has a colon.
pub(super) fn to_write(table: &str) -> String {
    format!("{table}:write")
}

/// The name for putting rows into a table.
pub(super) fn to_insert(table: &str) -> String {
    format!("{table}:insert")
}
