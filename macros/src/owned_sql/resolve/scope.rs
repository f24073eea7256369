//! The tables that a FROM brings into scope.
//!
//! Floor 3.

use super::{Read, Resolver, help};
use crate::owned_sql::tree::Expr;

/// A table under the name that columns are written with.
#[derive(Clone)]
pub(super) struct Entry {
    pub(super) name: String,
    /// Whether the author gave it this name by AS.
    pub(super) alias: bool,
    pub(super) columns: Columns,
}

#[derive(Clone)]
pub(super) enum Columns {
    /// Those of a set, which the compiler looks up.
    OfSet(usize),
    Known(Vec<String>),
}

/// One FROM.
pub(super) struct Scope {
    pub(super) tables: Vec<Entry>,
}

impl Scope {
    fn named(&self, name: &str) -> Option<&Entry> {
        self.tables.iter().find(|entry| entry.name == name)
    }
}

/// What a scope knows of a bare name.
enum Bare<'s> {
    Of(&'s Entry),
    /// It has no such column; the next scope outwards may.
    Unknown,
    Several(&'s Entry),
}

impl Scope {
    fn bare(&self, name: &str) -> Bare<'_> {
        let has = |entry: &&Entry| match &entry.columns {
            Columns::OfSet(_) => true,
            Columns::Known(columns) => columns.iter().any(|column| column == name),
        };
        let mut of = self.tables.iter().filter(has);
        match (of.next(), of.next()) {
            (None, _) => Bare::Unknown,
            // A set beside other tables may have the column or not.
            (Some(entry), None) if self.tables.len() == 1 || matches!(entry.columns, Columns::Known(_)) => {
                Bare::Of(entry)
            }
            (Some(entry), _) => Bare::Several(entry),
        }
    }

    /// Whether a bare name is surely a column of these tables.
    pub(super) fn surely_has(&self, name: &str) -> bool {
        self.tables.iter().any(|entry| match &entry.columns {
            Columns::OfSet(_) => false,
            Columns::Known(columns) => columns.iter().any(|column| column == name),
        })
    }
}

impl Resolver<'_> {
    /// Gives a column its table.
    pub(super) fn column(&mut self, table: Option<&str>, name: &str) -> Result<Expr, String> {
        let (level, entry) = match table {
            Some(table) => self.qualified(table)?,
            None => self.bare(name)?,
        };
        // Between here and there no table may bear the same name: the engine would take that one.
        let hidden = self.scopes.iter().skip(level + 1).any(|scope| scope.named(&entry.name).is_some());
        if hidden {
            let table = &entry.name;
            return Err(format!(
                "`{name}` is of the outer `{table}`, which an inner `{table}` hides; give one an alias"
            ));
        }
        self.read(&entry, name)?;
        Ok(Expr::Column { table: Some(entry.name), name: name.to_owned() })
    }

    fn qualified(&self, table: &str) -> Result<(usize, Entry), String> {
        let mut levels = self.scopes.iter().enumerate().rev();
        let found = levels.find_map(|(level, scope)| scope.named(table).map(|entry| (level, entry.clone())));
        found.ok_or_else(|| {
            let known = self.scopes.iter().flat_map(|scope| &scope.tables).map(|entry| entry.name.as_str());
            let help = help(table, known, "write FROM and the table");
            format!("`{table}` is no table of this FROM; {help}")
        })
    }

    fn bare(&self, name: &str) -> Result<(usize, Entry), String> {
        for (level, scope) in self.scopes.iter().enumerate().rev() {
            match scope.bare(name) {
                Bare::Of(entry) => return Ok((level, entry.clone())),
                Bare::Unknown => {}
                Bare::Several(entry) => {
                    let table = &entry.name;
                    return Err(format!(
                        "`{name}` may be of several tables; write whose it is: `{table}.{name}`"
                    ));
                }
            }
        }
        let columns =
            self.scopes.iter().flat_map(|scope| &scope.tables).flat_map(|entry| match &entry.columns {
                Columns::OfSet(_) => &[],
                Columns::Known(columns) => columns.as_slice(),
            });
        let help = help(name, columns.map(String::as_str), "write FROM and a table that has it");
        Err(format!("no table of this FROM has a column `{name}`; {help}"))
    }

    /// Notes that a column is read, for the compiler to look up; or looks it up.
    pub(super) fn read(&mut self, entry: &Entry, name: &str) -> Result<(), String> {
        match &entry.columns {
            Columns::OfSet(set) => {
                let read = Read { set: *set, column: name.to_owned() };
                if !self.reads.contains(&read) {
                    self.reads.push(read);
                }
                Ok(())
            }
            Columns::Known(columns) if columns.iter().any(|column| column == name) => Ok(()),
            Columns::Known(columns) => {
                let (table, help) =
                    (&entry.name, help(name, columns.iter().map(String::as_str), "it has none"));
                Err(format!("`{table}` has no column `{name}`; {help}"))
            }
        }
    }
}
