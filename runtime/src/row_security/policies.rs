//! The policies of each table, from all that is declared of it.
//!
//! Floor 5. Where several admit a row they are one permissive policy for the verb; the organisation, which must hold besides, is a
//! restrictive one.

use std::collections::BTreeMap;

use super::conditions::{Granted, any_of, exists, is_subject, lifted, of_tenant, own, published};
use super::lifts::{EVERY_TENANT, EVERYTHING, to_insert, to_write};
use crate::database::{Claim, Grants, Owner, Published, Table};
use crate::reach::{column_of, quoted};

/// What a policy is for, as SQL writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    All,
    Select,
    Insert,
    Update,
    Delete,
}

impl Verb {
    fn word(self) -> &'static str {
        match self {
            Self::All => "ALL",
            Self::Select => "SELECT",
            Self::Insert => "INSERT",
            Self::Update => "UPDATE",
            Self::Delete => "DELETE",
        }
    }
}

/// The names of the policies, of which each table has some.
pub(super) const NAMES: [&str; 5] =
    ["portcullis_select", "portcullis_insert", "portcullis_update", "portcullis_delete", "portcullis_tenant"];

/// A policy.
#[derive(Debug)]
pub(super) struct Policy {
    pub(super) name: &'static str,
    verb: Verb,
    /// What rows that are there must meet, any of these.
    using: Vec<String>,
    /// What rows that are written must meet, any of these.
    check: Vec<String>,
}

/// A table and what it admits.
#[derive(Debug, Default)]
pub(super) struct Secured {
    select: Vec<String>,
    insert: Vec<String>,
    /// For UPDATE and for DELETE.
    change: Vec<String>,
    /// What must hold besides.
    tenant: Option<String>,
    /// What is exempt from that.
    published: Option<String>,
    /// All of it in words.
    about: Vec<String>,
}

/// The tables with what each admits. `called` is what the policies of a table call it.
pub(super) fn secured(
    tables: &[&'static Table],
    called: &dyn Fn(&'static str) -> String,
) -> BTreeMap<&'static str, Secured> {
    let mut all: BTreeMap<&'static str, Secured> = BTreeMap::new();
    for table in tables {
        all.entry(table.name).or_default().declare(table, &called(table.name));
        if let Some(grants) = table.grants {
            all.entry(grants.table).or_default().declare_grants(table, grants, &called(grants.table));
        }
    }
    all
}

/// The claims that the policies read.
pub(crate) fn claims(tables: &[&'static Table]) -> Vec<&'static str> {
    let mut claims: Vec<&'static str> = Vec::new();
    for table in tables {
        if let Owner::Columns(owners) = table.owner {
            claims.extend(owners.iter().filter_map(|owner| match owner.claim {
                Claim::Subject => None,
                Claim::One(claim) | Claim::Each(claim) => Some(claim),
            }));
        }
    }
    claims.sort_unstable();
    claims.dedup();
    claims
}

/// What a table admits, in words.
fn about(table: &Table) -> Vec<String> {
    let mut about = vec![match table.owner {
        Owner::Nobody => "Nobody owns a row.".to_owned(),
        Owner::Columns(owners) => {
            let owners = owners.iter().map(|owner| match owner.claim {
                Claim::Subject => format!("the subject is `{}`", owner.column),
                Claim::One(claim) => format!("the claim `{claim}` is `{}`", owner.column),
                Claim::Each(claim) => format!("the claim `{claim}` lists `{}`", owner.column),
            });
            format!("A row is the caller's where {}.", owners.collect::<Vec<_>>().join(" or "))
        }
        Owner::Parent { column, table: parent } => {
            format!("A row is the caller's where the row of `{}` that `{column}` names is.", parent().name)
        }
    }];
    about.extend(table.grants.map(|grants| format!("`{}` says who else reaches it.", grants.table)));
    about.extend(table.tenant.map(|tenant| format!("Only within the organisation that `{tenant}` names.")));
    about.extend(match table.published {
        Published::Nothing => None,
        Published::Everything => Some("Everyone reads every row.".to_owned()),
        Published::When(column) => Some(format!("Everyone reads the rows in which `{column}` is true.")),
    });
    about
}

/// Adds what is not there yet: two row types may declare one table.
fn add(to: &mut Vec<String>, conditions: impl IntoIterator<Item = String>) {
    for condition in conditions {
        if !to.contains(&condition) {
            to.push(condition);
        }
    }
}

impl Secured {
    fn declare(&mut self, table: &'static Table, called: &str) {
        let writing = to_write(table.name);
        add(&mut self.about, about(table));
        add(&mut self.select, own(table, called, 1, Granted::Reading, Granted::Reading));
        add(&mut self.select, published(table, called));
        add(&mut self.select, [lifted(&[EVERYTHING, table.name])]);
        add(&mut self.change, own(table, called, 1, Granted::Writing, Granted::Writing));
        add(&mut self.change, [lifted(&[EVERYTHING, &writing])]);
        // A grant on the parent lets rows be made below it; one on the row itself comes after the row.
        add(&mut self.insert, own(table, called, 1, Granted::Never, Granted::Writing));
        add(
            &mut self.insert,
            [match table.owner {
                // Whoever may call a route that declares `inserts` puts rows in, and no route else.
                Owner::Nobody => lifted(&[EVERYTHING, &writing, &to_insert(table.name)]),
                Owner::Columns(_) | Owner::Parent { .. } => lifted(&[EVERYTHING, &writing]),
            }],
        );
        self.tenant = of_tenant(table, called, 1).or(self.tenant.take());
        self.published = published(table, called).or(self.published.take());
    }

    /// A grant is seen by who has it, and written by who owns the row.
    ///
    /// What is seen refers to no other table: the policies of the row's table look into this one, and PostgreSQL refuses two tables
    /// whose policies look into each other. So the owner sees the grants of their rows on the routes that are about such a row.
    fn declare_grants(&mut self, table: &'static Table, grants: &Grants, called: &str) {
        let told = format!(
            "Grants of `{}`: seen by whom `{}` names, written by who owns the row.",
            table.name, grants.to
        );
        add(&mut self.about, [told]);
        add(&mut self.select, [is_subject(called, grants.to), lifted(&[EVERYTHING, grants.table])]);
        let mut owned = vec![lifted(&[EVERYTHING, &to_write(table.name)])];
        owned.extend(own(table, "granted", 1, Granted::Never, Granted::Never));
        let of_row = format!("{} = {}", column_of("granted", table.key), column_of(called, grants.row));
        let owned = exists((table.name, "granted"), 1, &[of_row, any_of(&owned)]);
        add(&mut self.insert, [owned.clone()]);
        add(&mut self.change, [owned]);
    }

    /// What is admitted, in words.
    pub(super) fn about(&self) -> &[String] {
        &self.about
    }

    /// Whether what is seen looks into other tables.
    pub(super) fn looks_elsewhere(&self) -> bool {
        self.select.iter().chain(&self.tenant).any(|condition| condition.contains("EXISTS"))
    }

    pub(super) fn policies(&self) -> Vec<Policy> {
        let policy = |name, verb, using: &[String], check: &[String]| Policy {
            name,
            verb,
            using: cheapest_first(using),
            check: cheapest_first(check),
        };
        let mut policies = vec![
            policy("portcullis_select", Verb::Select, &self.select, &[]),
            policy("portcullis_insert", Verb::Insert, &[], &self.insert),
        ];
        let within =
            self.tenant.iter().flat_map(|tenant| [lifted(&[EVERYTHING, EVERY_TENANT]), tenant.clone()]);
        let within: Vec<String> = within.collect();
        let mut change = self.change.clone();
        if let (false, Some(_)) = (within.is_empty(), &self.published) {
            // What lets a published row of another organisation be read must not let whoever changes everyone's remove it.
            let any = cheapest_first(&change).join("\n            OR ");
            change = vec![format!("({any})\n        AND ({})", within.join("\n            OR "))];
        }
        policies.push(policy("portcullis_update", Verb::Update, &change, &change));
        policies.push(policy("portcullis_delete", Verb::Delete, &change, &[]));
        if !within.is_empty() {
            // What is published is for everyone to read, of whatever organisation.
            let seen: Vec<String> = within.iter().chain(&self.published).cloned().collect();
            policies.push(policy("portcullis_tenant", Verb::All, &seen, &within));
        }
        policies
    }
}

/// What is read in the row itself before what is looked up: PostgreSQL stops at the first that holds.
fn cheapest_first(any: &[String]) -> Vec<String> {
    let mut any = any.to_vec();
    any.sort_by_key(|condition| condition.contains("EXISTS"));
    any
}

impl Policy {
    /// The statement that makes it.
    pub(super) fn create(&self, on: &str) -> String {
        let kind = if self.verb == Verb::All { "RESTRICTIVE" } else { "PERMISSIVE" };
        let mut sql =
            format!("CREATE POLICY {} ON {} AS {kind} FOR {}", self.name, quoted(on), self.verb.word());
        for (clause, any) in [("USING", &self.using), ("WITH CHECK", &self.check)] {
            if !any.is_empty() {
                sql.push_str(&format!("\n    {clause} (\n        {}\n    )", any.join("\n        OR ")));
            }
        }
        sql
    }
}
