//! Insert, update and upsert: the columns of a declared change, and every condition in the one statement that writes.
//!
//! Floor 4. A column that holds the id of another resource is bound only where the caller may use that row.

use sqlx::{AssertSqlSafe, SqlSafeStr as _, SqlStr};

use super::given::Given;
use super::reached::{Prepared, Reached, by_key, columns};
use super::{Condition, Reach, Seek, Under, Whose, column_of, condition, quoted};
use crate::database::{Claim, ColumnKind, Owner, Published, Table, TableOf};

/// How the columns of a new row are set that say whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Belonging {
    /// To the caller.
    Caller,
    /// To one whom the verb names: the first value.
    Named,
    /// To the caller, and the other owners are named: the first values.
    CallerAnd,
    /// To a parent that the verb names by its key, the first value; the statement demands that the caller reaches it.
    Parent,
    /// To nobody.
    Nobody,
}

/// An insert that is to be written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Insert<'c> {
    pub(crate) belonging: Belonging,
    /// The columns of the change, in the order in which they are bound.
    pub(crate) columns: &'c [&'c str],
    /// How many rows; each binds what it is told and its change.
    pub(crate) rows: usize,
    /// Whether a row of the same owner that has the same `unique` columns is changed instead.
    pub(crate) upsert: bool,
    /// Whether the rows are given back: not where the caller may insert and nothing else.
    pub(crate) returns: bool,
}

/// What must hold of a row besides, for it to be updated.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Check<'c> {
    /// The version is the one that is bound after the change.
    pub(crate) version: bool,
    /// These columns have the values that are bound last.
    pub(crate) columns: &'c [&'c str],
}

/// The columns that say whose a new row is: those whose values the request gives, with these; and those that the verb names.
type Owners = (Vec<(&'static str, String)>, Vec<&'static str>);

/// A value that the verb binds, in its order: known before the number of its placeholder is.
struct Bound(usize);

impl Reached {
    /// The key first, then the change, then what is checked. Gives the row as it then is. The statement touches no row where the
    /// row is not reached, or where an id in the change is not one that the caller may use.
    pub(crate) fn update(&self, change: &[&str], check: Check<'_>) -> Prepared {
        let table = self.table;
        let mut out = self.one.clone();
        let references = references(table, change, 1);
        let held: Vec<(Bound, String)> =
            references.into_iter().map(|(at, of)| (at, self.may_use(&mut out, of))).collect();
        let base = out.given.len();
        let placeholder = |at: usize| format!("${}", base + at + 1);
        let mut sets: Vec<String> = change
            .iter()
            .enumerate()
            .map(|(at, column)| {
                let (kept, value) = (column_of(table.name, column), placeholder(1 + at));
                format!("{} = COALESCE({value}, {kept})", quoted(column))
            })
            .collect();
        sets.extend(
            table
                .version
                .map(|version| format!("{} = {} + 1", quoted(version), column_of(table.name, version))),
        );
        let mut sql = format!("UPDATE {} SET {}{}", quoted(table.name), sets.join(", "), by_key(table, &out));
        for (Bound(at), holds) in held {
            let value = placeholder(at);
            sql.push_str(&format!(" AND ({value} IS NULL OR {})", holds.replace(VALUE, &value)));
        }
        let checked =
            table.version.filter(|_| check.version).into_iter().chain(check.columns.iter().copied());
        for (at, column) in (1 + change.len()..).zip(checked) {
            // What may be empty can be required to be: `None` is NULL, and equal to it.
            let nullable = table.column(column).is_some_and(|column| column.nullable);
            let sign = if nullable { "IS NOT DISTINCT FROM" } else { "=" };
            sql.push_str(&format!(" AND {} {sign} {}", column_of(table.name, column), placeholder(at)));
        }
        sql.push_str(&format!(" RETURNING {}", columns(table)));
        Prepared::new(sql, out.given)
    }

    /// The key first, then the sealed values of these columns; one that is NULL leaves its column as it is. Only for a row that was written just now, in
    /// the same transaction. Gives the row as it then is.
    pub(crate) fn seal(&self, sealed: &[&str]) -> SqlStr {
        let table = self.table;
        let set = |(at, column): (usize, &&str)| {
            let (name, kept) = (quoted(column), column_of(table.name, column));
            format!("{name} = COALESCE(${}, {kept})", at + 2)
        };
        let sets: Vec<String> = sealed.iter().enumerate().map(set).collect();
        let (name, key) = (quoted(table.name), column_of(table.name, table.key));
        let text =
            format!("UPDATE {name} SET {} WHERE {key} = $1 RETURNING {}", sets.join(", "), columns(table));
        // Put together from the constants of a row type alone.
        AssertSqlSafe(text).into_sql_str()
    }

    /// The keys and sealed columns of so many rows, in the order of their keys; those after a key, where one is given.
    pub(crate) fn sealed_page(&self, sealed: &[&str], after: bool, rows: u32) -> Prepared {
        let table = self.table;
        let key = column_of(table.name, table.key);
        let after = after.then(|| format!("{key} > ${}", self.many.given.len() + 1));
        let holds: Vec<String> =
            Some(self.many.text.clone()).filter(|text| !text.is_empty()).into_iter().chain(after).collect();
        let holds = if holds.is_empty() { String::new() } else { format!(" WHERE {}", holds.join(" AND ")) };
        let columns = sealed.iter().map(|column| column_of(table.name, column));
        let columns: Vec<String> = [key.clone()].into_iter().chain(columns).collect();
        let (columns, name) = (columns.join(", "), quoted(table.name));
        let text = format!("SELECT {columns} FROM {name}{holds} ORDER BY {key} LIMIT {rows}");
        Prepared::new(text, self.many.given.clone())
    }

    /// The key first, then the value of a sealed column as it is from now on, then as it must still be.
    pub(crate) fn reseal(&self, column: &str) -> Prepared {
        let (table, given) = (self.table, &self.one.given);
        let (anew, still) = (given.len() + 2, given.len() + 3);
        let text = format!(
            "UPDATE {} SET {} = ${anew}{} AND {} = ${still}",
            quoted(table.name),
            quoted(column),
            by_key(table, &self.one),
            column_of(table.name, column)
        );
        Prepared::new(text, given.clone())
    }

    /// For each row what its belonging is told, then its change. Gives the rows as they then are, all or none.
    pub(crate) fn insert(&self, insert: Insert<'_>) -> Option<Prepared> {
        let table = self.table;
        let mut out = Condition::default();
        // What the request gives, the same for every row; what the verb names; the change.
        let (given, named) = self.belonging(&mut out, insert.belonging)?;
        let versions = table.version.map(|version| (version, "1".to_owned()));
        let each = named.len() + insert.columns.len();
        let mut conditions = Vec::new();
        for row in 0..insert.rows {
            if let (Belonging::Parent, Owner::Parent { table: parent, .. }) = (insert.belonging, table.owner)
            {
                conditions.push((Bound(row * each), self.reaches_parent(&mut out, parent)));
            }
            for (Bound(at), of) in references(table, insert.columns, row * each + named.len()) {
                conditions.push((Bound(at), format!("({VALUE} IS NULL OR {})", self.may_use(&mut out, of))));
            }
        }
        let base = out.given.len();
        let placeholder = |at: usize| format!("${}", base + at + 1);
        let names = given.iter().map(|(column, _)| *column).chain(versions.iter().map(|(column, _)| *column));
        let names = names.chain(named.iter().copied()).chain(insert.columns.iter().copied());
        let names: Vec<String> = names.map(quoted).collect();
        let rows: Vec<String> = (0..insert.rows)
            .map(|row| {
                let constant = given.iter().chain(&versions).map(|(_, value)| value.clone());
                let bound = (0..each).map(|at| placeholder(row * each + at));
                format!("({})", constant.chain(bound).collect::<Vec<_>>().join(", "))
            })
            .collect();
        let (name, rows) = (quoted(table.name), rows.join(", "));
        let mut sql = format!("INSERT INTO {name} ({}) ", names.join(", "));
        if conditions.is_empty() {
            sql.push_str(&format!("VALUES {rows}"));
        } else {
            let holds =
                conditions.into_iter().map(|(Bound(at), holds)| holds.replace(VALUE, &placeholder(at)));
            let holds: Vec<String> = holds.collect();
            let holds = holds.join(" AND ");
            // One row is selected as it is, so that the engine plans the conditions as if they stood alone.
            match rows.strip_prefix('(').and_then(|row| row.strip_suffix(')')).filter(|_| insert.rows == 1) {
                Some(row) => sql.push_str(&format!("SELECT {row} WHERE {holds}")),
                None => sql.push_str(&format!("SELECT * FROM (VALUES {rows}) AS \"new\" WHERE {holds}")),
            }
        }
        if insert.upsert {
            sql.push_str(&self.on_conflict(insert.columns, &given, &named));
        }
        if insert.returns {
            sql.push_str(&format!(" RETURNING {}", columns(table)));
        }
        Some(Prepared::new(sql, out.given))
    }

    /// Changes the row of the same owner instead. The owner is part of what conflicts, so it is never another's row; the
    /// organisation is asked for besides.
    fn on_conflict(&self, change: &[&str], given: &[(&'static str, String)], named: &[&str]) -> String {
        let table = self.table;
        let target: Vec<String> =
            table.owner_columns().into_iter().chain(table.unique.iter().copied()).map(quoted).collect();
        let set = |column: &str| format!("{0} = excluded.{0}", quoted(column));
        let mut sets: Vec<String> =
            change.iter().filter(|column| !table.unique.contains(column)).map(|column| set(column)).collect();
        sets.extend(
            table
                .version
                .map(|version| format!("{} = {} + 1", quoted(version), column_of(table.name, version))),
        );
        if sets.is_empty() {
            // Nothing differs; the row is written as it is, so that it is given back.
            sets.extend(table.owner_columns().first().map(|owner| set(owner)));
        }
        let tenant =
            given.iter().find(|(column, _)| table.tenant == Some(*column) && !named.contains(column));
        let tenant = tenant
            .map(|(column, value)| format!(" WHERE {} = {value}", column_of(table.name, column)))
            .unwrap_or_default();
        format!(" ON CONFLICT ({}) DO UPDATE SET {}{tenant}", target.join(", "), sets.join(", "))
    }

    /// The columns that say whose a new row is: those whose values the request gives, and those that the verb names. None where
    /// the row type has no such belonging.
    fn belonging(&self, out: &mut Condition, belonging: Belonging) -> Option<Owners> {
        let table = self.table;
        let (mut given, mut named) = (Vec::new(), Vec::new());
        let only = match self.reach.whose {
            Whose::Own { column, .. } => column,
            _ => None,
        };
        match (belonging, table.owner) {
            (Belonging::Nobody, Owner::Nobody) => {}
            (Belonging::Parent, Owner::Parent { column, .. }) => named.push(column),
            (Belonging::Named, Owner::Columns([owner])) => named.push(owner.column),
            (Belonging::Caller | Belonging::CallerAnd, Owner::Columns(owners)) => {
                let mine = only.or_else(|| owners.first().map(|owner| owner.column))?;
                for owner in owners {
                    if owner.column != mine {
                        named.push(owner.column);
                    } else if let Claim::Each(_) = owner.claim {
                        // One of several: the verb names it, after it was looked for among the caller's.
                        named.push(owner.column);
                    } else {
                        let value = Given::Owner(owner.claim, table.kind(owner.column)?);
                        given.push((owner.column, out.placeholder(value)));
                    }
                }
                if (belonging == Belonging::Caller) != named.is_empty() {
                    return None;
                }
            }
            _ => return None,
        }
        if let Some(tenant) = table.tenant {
            given.push((tenant, out.placeholder(Given::Tenant(table.kind(tenant)?))));
        }
        Some((given, named))
    }

    /// That the caller reaches the parent whose key is [`VALUE`], and that it is the one in the path, where one is.
    fn reaches_parent(&self, out: &mut Condition, parent: TableOf) -> String {
        let parent = parent();
        let above: Vec<Under> =
            self.under.iter().map(|under| Under { before: false, ..under.clone() }).collect();
        let kind = parent.kind(parent.key).unwrap_or(ColumnKind::Bytes);
        let mut all: Vec<String> = Vec::new();
        for under in above.iter().filter(|under| under.table == parent.name) {
            let id = out.placeholder(Given::Path(under.parameter.clone(), kind));
            all.push(format!("{} = {id}", column_of(USED, parent.key)));
        }
        // The level is one of the row's own, where it has some; among those of its parent it would be another.
        let reach = if self.table.grants.is_some() { self.reach.owned() } else { self.reach };
        let holds = condition(out, self.engine, (parent, USED), reach, &above, Seek::One);
        all.extend((!holds.is_empty()).then_some(holds));
        lookup(parent, &all.join(" AND "))
    }

    /// That the caller may use the row whose key is [`VALUE`]: it is their own, or everyone may read it. What lifts the owner of the
    /// rows that are written does not lift that of others.
    fn may_use(&self, out: &mut Condition, of: TableOf) -> String {
        let table = of();
        let own = Whose::Own { column: None, grant: None };
        let any: &[Whose] = match (self.reach.whose, table.published) {
            (Whose::System, _) => &[Whose::System],
            (_, Published::Everything) => &[Whose::Public],
            (_, Published::Nothing) => &[own],
            (_, Published::When(_)) => &[Whose::Public, own],
        };
        let tenant = self.reach.tenant;
        let any = any.iter().map(|whose| {
            let reach = Reach { whose: *whose, tenant };
            condition(out, self.engine, (table, USED), reach, &[], Seek::One)
        });
        let any: Vec<String> = any.collect();
        match any.as_slice() {
            [one] => lookup(table, one),
            _ => lookup(table, &format!("({})", any.join(" OR "))),
        }
    }
}

/// Stands for a placeholder whose number is not yet known. No name of a table or column can have it.
const VALUE: &str = "#VALUE";

/// What a row of another table is called where it is looked up.
const USED: &str = "used";

/// `EXISTS (SELECT 1 FROM …)`: a row of this table has the key [`VALUE`] and meets the condition.
fn lookup(table: &Table, holds: &str) -> String {
    let and = if holds.is_empty() { "" } else { " AND " };
    let (name, key) = (quoted(table.name), column_of(USED, table.key));
    format!("EXISTS (SELECT 1 FROM {name} AS \"{USED}\" WHERE {key} = {VALUE}{and}{holds})")
}

/// The columns of a change that hold ids of other resources, by their positions among the bound values.
fn references(table: &Table, change: &[&str], first: usize) -> Vec<(Bound, TableOf)> {
    let columns = change.iter().enumerate();
    columns.filter_map(|(at, column)| Some((Bound(first + at), table.column(column)?.references?))).collect()
}
