//! The condition on a row: whose it is, and to which organisation it belongs.
//!
//! Floor 4. Keys narrow; only `or_…` widens, and never past the organisation.

use super::given::Given;
use super::{NOTHING, column_of, quoted};
use crate::database::{Claim, ColumnKind, Engine, Grants, Owner, Published, Table, TableColumn};

/// Whose rows are reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose {
    /// The caller's.
    Own {
        /// As this one owner, where a row has several; else as any.
        column: Option<&'static str>,
        /// And those for which the caller has a grant of this level at least.
        grant: Option<usize>,
    },
    /// Everyone's.
    Every,
    /// Everyone's that are published.
    Public,
    /// Everyone's, for a job of the app itself, outside any request.
    System,
}

/// What is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reach {
    pub(crate) whose: Whose,
    /// Whether the caller's organisation bounds it.
    pub(crate) tenant: bool,
}

impl Reach {
    /// The caller's own, in their organisation, without grants: for whoever gives a row away, or refers to it.
    pub(crate) fn owned(self) -> Self {
        match self.whose {
            Whose::Own { column, .. } => Self { whose: Whose::Own { column, grant: None }, ..self },
            _ => self,
        }
    }
}

/// Another row of the route, below which the reached rows must be.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Under {
    /// Its table.
    pub(crate) table: &'static str,
    /// The parameter of the path that is its id.
    pub(crate) parameter: String,
    /// Whether the path names it first: then a row that refers to it must refer to this one.
    pub(crate) before: bool,
}

impl Under {
    /// Whether the column must name this row.
    fn bounds(&self, table: &Table, column: &TableColumn, depth: usize) -> bool {
        match table.owner {
            Owner::Parent { column: parent, table: of } if parent == column.name => of().name == self.table,
            _ => depth == 1 && self.referring(table).is_ok_and(|bound| bound == Some(column.name)),
        }
    }

    /// The column of a row that must refer to this one: the one that is called as the parameter of the path, or the only one.
    ///
    /// # Errors
    /// Several columns refer to the table, and none is called so: these.
    pub(crate) fn referring(&self, table: &Table) -> Result<Option<&'static str>, Vec<&'static str>> {
        if !self.before {
            return Ok(None);
        }
        let refer =
            table.columns.iter().filter(|column| column.references.is_some_and(|of| of().name == self.table));
        let refer: Vec<&'static str> = refer.map(|column| column.name).collect();
        match refer.as_slice() {
            [] => Ok(None),
            [one] => Ok(Some(one)),
            several => match several.iter().find(|column| **column == self.parameter) {
                Some(named) => Ok(Some(named)),
                None => Err(refer),
            },
        }
    }
}

/// Whether one row is looked up by its id, or many are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seek {
    /// The row is found by its key, so its parents are looked up by theirs.
    One,
    /// The rows are found by the condition, so it begins at the owner.
    Many,
}

/// A condition, and the values that the request gives to it as `$1`, `$2`, …
#[derive(Debug, Clone, Default)]
pub(crate) struct Condition {
    /// Empty where every row meets it.
    pub(crate) text: String,
    pub(crate) given: Vec<Given>,
}

impl Condition {
    /// The placeholder of a value that the request gives; the same value has one.
    pub(crate) fn placeholder(&mut self, given: Given) -> String {
        let known = self.given.iter().position(|known| *known == given);
        let position = known.unwrap_or_else(|| {
            self.given.push(given);
            self.given.len() - 1
        });
        format!("${}", position + 1)
    }
}

/// What a condition is written for.
#[derive(Clone, Copy)]
struct Writing<'u> {
    engine: Engine,
    reach: Reach,
    under: &'u [Under],
    seek: Seek,
}

/// Writes the condition on a row of `table`, which the statement calls `name`; empty where every row meets it.
pub(crate) fn condition(
    out: &mut Condition,
    engine: Engine,
    (table, name): (&'static Table, &str),
    reach: Reach,
    under: &[Under],
    seek: Seek,
) -> String {
    let writing = Writing { engine, reach, under, seek };
    writing.on(out, table, name, 1).join(" AND ")
}

impl Writing<'_> {
    /// Everything that must hold; `depth` numbers the parents.
    fn on(self, out: &mut Condition, table: &'static Table, name: &str, depth: usize) -> Vec<String> {
        let mut all = Vec::new();
        for under in self.under {
            for column in table.columns.iter().filter(|column| under.bounds(table, column, depth)) {
                let id = out.placeholder(Given::Path(under.parameter.clone(), column.kind));
                all.push(format!("{} = {id}", column_of(name, column.name)));
            }
        }
        match self.reach.whose {
            Whose::Own { column, grant } => all.push(self.own(out, table, name, depth, column, grant)),
            Whose::Every | Whose::System => all.extend(self.chain(out, table, name, depth)),
            Whose::Public => match table.published {
                Published::Nothing => all.push(NOTHING.to_owned()),
                Published::Everything => {}
                Published::When(column) => all.push(format!("{} = TRUE", column_of(name, column))),
            },
        }
        if let (true, Some(column)) = (self.reach.tenant, table.tenant) {
            let kind = table.kind(column).unwrap_or(ColumnKind::Bytes);
            let tenant = out.placeholder(Given::Tenant(kind));
            all.push(format!("{} = {tenant}", column_of(name, column)));
        }
        all
    }

    /// That the row is the caller's, or granted to them.
    fn own(
        self,
        out: &mut Condition,
        table: &'static Table,
        name: &str,
        depth: usize,
        only: Option<&'static str>,
        grant: Option<usize>,
    ) -> String {
        let mut any = Vec::new();
        match table.owner {
            Owner::Nobody => {}
            Owner::Columns(owners) => {
                for owner in owners.iter().filter(|owner| only.is_none_or(|only| only == owner.column)) {
                    let kind = table.kind(owner.column).unwrap_or(ColumnKind::Bytes);
                    let column = column_of(name, owner.column);
                    let value = out.placeholder(Given::Owner(owner.claim, kind));
                    any.push(match owner.claim {
                        Claim::Subject | Claim::One(_) => format!("{column} = {value}"),
                        Claim::Each(_) => self.engine.is_any_of(&column, &value),
                    });
                }
            }
            Owner::Parent { column, table: parent } => {
                // The level is one of the row's own, where it has some; among those of its parent it would be another.
                let above = if table.grants.is_some() { self.reach.owned() } else { self.reach };
                any.push(Self { reach: above, ..self }.parent(out, (parent(), column), name, depth));
            }
        }
        if let (Some(level), Some(grants)) = (grant, table.grants) {
            let granted = self.granted(out, (table, grants), name, depth, level);
            // A grant lifts the owner alone: what the parents say of organisation and path still binds.
            let everyones = Self { reach: Reach { whose: Whose::Every, ..self.reach }, ..self };
            any.push(match everyones.chain(out, table, name, depth) {
                Some(chain) => format!("({granted} AND {chain})"),
                None => granted,
            });
        }
        match any.as_slice() {
            [] => NOTHING.to_owned(),
            [one] => one.clone(),
            _ => format!("({})", any.join(" OR ")),
        }
    }

    /// That the row which `column` names meets the condition of its own table.
    fn parent(
        self,
        out: &mut Condition,
        (parent, column): (&'static Table, &str),
        name: &str,
        depth: usize,
    ) -> String {
        let alias = format!("parent{depth}");
        let holds = self.on(out, parent, &alias, depth + 1);
        self.leads((parent.name, &alias, parent.key), column_of(name, column), holds)
    }

    /// That a row of another table, called `alias`, has `value` in its column and meets `holds`.
    fn leads(
        self,
        (table, alias, column): (&str, &str, &str),
        value: String,
        mut holds: Vec<String>,
    ) -> String {
        let (table, name, column) = (quoted(table), quoted(alias), column_of(alias, column));
        match self.seek {
            Seek::One => {
                holds.insert(0, format!("{column} = {value}"));
                format!("EXISTS (SELECT 1 FROM {table} AS {name} WHERE {})", holds.join(" AND "))
            }
            Seek::Many if holds.is_empty() => format!("{value} IN (SELECT {column} FROM {table} AS {name})"),
            Seek::Many => {
                let holds = holds.join(" AND ");
                format!("{value} IN (SELECT {column} FROM {table} AS {name} WHERE {holds})")
            }
        }
    }

    /// That the caller has a grant of this level or a higher one.
    fn granted(
        self,
        out: &mut Condition,
        (table, grants): (&Table, &Grants),
        name: &str,
        depth: usize,
        level: usize,
    ) -> String {
        let alias = format!("grant{depth}");
        let kind = table.grantee_kind().unwrap_or(ColumnKind::Bytes);
        let caller = out.placeholder(Given::Owner(Claim::Subject, kind));
        let levels: Vec<String> =
            grants.levels.iter().skip(level).map(|level| format!("'{}'", level.name)).collect();
        if levels.is_empty() {
            return NOTHING.to_owned();
        }
        let holds = vec![
            format!("{} = {caller}", column_of(&alias, grants.to)),
            format!("{} IN ({})", column_of(&alias, grants.level), levels.join(", ")),
        ];
        self.leads((grants.table, &alias, grants.row), column_of(name, table.key), holds)
    }

    /// For everyone's rows: that the parents are below what the path names and in the caller's organisation, where that can only
    /// be read there.
    fn chain(self, out: &mut Condition, table: &'static Table, name: &str, depth: usize) -> Option<String> {
        let Owner::Parent { column, table: parent } = table.owner else { return None };
        binds(self.reach, self.under, parent()).then(|| self.parent(out, (parent(), column), name, depth))
    }
}

/// Whether the organisation or the path bounds the rows of a parent, although everyone's are reached.
pub(crate) fn binds(reach: Reach, under: &[Under], table: &'static Table) -> bool {
    let parent = match table.owner {
        Owner::Parent { table: parent, .. } => {
            let parent = parent();
            under.iter().any(|under| under.table == parent.name) || binds(reach, under, parent)
        }
        _ => false,
    };
    parent || (reach.tenant && table.tenant.is_some())
}
