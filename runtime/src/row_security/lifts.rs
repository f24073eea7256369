//! What binds a caller less than the owner of a row does, on one route: by a role, by what the attribute declares, by an opt-out.
//!
//! Floor 5. One text, `orders,orders:write`, of names between commas. What is not in it binds.

use std::collections::BTreeSet;

use crate::database::{Owner, Table};
use crate::reach::{Reach, Under, Whose, binds};

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
    fn writing(&mut self, table: &str) {
        self.0.insert(to_write(table));
    }

    /// What a parameter needs that reaches such rows of a table, below what the path names, to read or to change them.
    pub(crate) fn reaching(&mut self, table: &'static Table, reach: Reach, under: &[Under], writes: bool) {
        match reach.whose {
            Whose::Every => {
                self.reading(table.name);
                if writes {
                    self.writing(table.name);
                }
                // The rows above are looked up for the organisation, and for the row under which one is made.
                self.reading_above(table);
            }
            Whose::Own { grant: Some(_), .. } => match (table.grants, table.owner) {
                // Who was granted a row does not see those above it, in which its organisation and its path are looked up.
                (Some(_), Owner::Parent { table: parent, .. }) if binds(reach, under, parent()) => {
                    self.reading_above(table);
                }
                // The level is one of the rows above.
                (None, Owner::Parent { table: parent, .. }) => self.reaching(parent(), reach, under, writes),
                _ => {}
            },
            Whose::Own { grant: None, .. } | Whose::Public | Whose::System => {}
        }
    }

    fn reading_above(&mut self, table: &Table) {
        let mut above = table.owner;
        while let Owner::Parent { table, .. } = above {
            self.reading(table().name);
            above = table().owner;
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database::{Claim, ColumnKind, Grants, OwnedBy, TableColumn};

    const FOLDERS: Table = Table {
        name: "folders",
        columns: &[TableColumn { name: "id", kind: ColumnKind::Integer, ..TableColumn::PLAIN }],
        key: "id",
        owner: Owner::Columns(&[OwnedBy { column: "user_id", claim: Claim::Subject }]),
        owner_path: "user_id",
        tenant: Some("org_id"),
        ..Table::PLAIN
    };

    const FILES: Table = Table {
        name: "files",
        owner: Owner::Parent { column: "folder_id", table: || &FOLDERS },
        grants: Some(&Grants {
            table: "file_grants",
            row: "file_id",
            to: "reader",
            level: "level",
            levels: &[],
        }),
        ..FOLDERS
    };

    const PAGES: Table = Table {
        name: "pages",
        owner: Owner::Parent { column: "file_id", table: || &FILES },
        grants: None,
        ..FOLDERS
    };

    #[test]
    fn rows_above_a_granted_one_are_looked_up() {
        let lifted = |table, grant, tenant| {
            let mut lifts = Lifts::default();
            lifts.reaching(table, Reach { whose: Whose::Own { column: None, grant }, tenant }, &[], true);
            lifts.text()
        };
        assert_eq!(lifted(&FILES, Some(0), true), "folders");
        assert_eq!(lifted(&PAGES, Some(0), true), "folders");
        // Nothing of the folder is asked for.
        assert_eq!(lifted(&FILES, Some(0), false), "");
        assert_eq!(lifted(&FILES, None, true), "");
        assert_eq!(lifted(&FOLDERS, Some(0), true), "");
    }
}
