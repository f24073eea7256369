//! One of those who are compared: an engine with its database, which runs operations as the row types do.
//!
//! Floor 6. A side differs from another by who asks its database and by what its sessions tell of their caller; a further one,
//! such as a role that policies of the tables bind, is a constructor here.

use sqlx::{AssertSqlSafe, SqlSafeStr};

use super::cell::{Cell, order_of_rows};
use super::model::World;
use super::mutants::Mutant;
use super::op::{Inserted, Op, Outcome, Updated, Verb};
use super::schema::Schema;
use super::stored::Stored;
use crate::database::{ColumnKind, Database, Engine, Row, Script, Session, Settings, Table, Value};
use crate::reach::{Access, Bound, Caller, Check, Insert, Prepared, Reached, column_of, quoted};
use crate::refusal::Refusal;

pub(super) struct Side {
    pub(super) name: &'static str,
    /// Who made the tables, and sees everything.
    keeper: Database,
    /// Who asks.
    database: Database,
    engine: Engine,
    /// What its transactions are told of the caller.
    settings: fn(&Op) -> Option<Settings>,
    /// What is wrong with its statements, so that it must be found to differ.
    mutant: Option<&'static Mutant>,
}

impl Side {
    /// A database that knows nothing of its callers.
    pub(super) async fn plain(name: &'static str, url: &str, mutant: Option<&'static Mutant>) -> Self {
        let keeper = Database::connect(url).await.unwrap();
        let (database, engine) = (keeper.clone(), keeper.engine());
        Self { name, keeper, database, engine, settings: |_| None, mutant }
    }

    pub(super) async fn close(self) {
        self.database.close().await;
        self.keeper.close().await;
    }

    /// Makes the tables and puts the rows in.
    pub(super) async fn fill(&self, schema: &Schema, world: &World) {
        let statements: &'static str = String::leak(schema.declaration(self.engine));
        self.keeper.run_script(Script { sqlite: statements, postgres: statements }).await.unwrap();
        let session = Session::alone(&self.keeper, None);
        for stored in schema.stored() {
            let rows = world.contents(&stored);
            let names: Vec<String> = stored.columns.iter().map(|(name, _)| quoted(name)).collect();
            let mut arguments = session.arguments();
            let mut number = 0;
            let mut written = Vec::new();
            for row in &rows {
                let places = row.iter().zip(&stored.columns).map(|(cell, (_, kind))| {
                    cell.bind(*kind, &mut arguments).unwrap();
                    number += 1;
                    format!("${number}")
                });
                written.push(format!("({})", places.collect::<Vec<_>>().join(", ")));
            }
            if !rows.is_empty() {
                let (name, names) = (quoted(stored.name), names.join(", "));
                let statement = format!("INSERT INTO {name} ({names}) VALUES {}", written.join(", "));
                session.execute(AssertSqlSafe(statement).into_sql_str(), arguments).await.unwrap();
            }
        }
    }

    /// The rows of a table as they are kept, in an order that means nothing.
    pub(super) async fn contents(&self, of: &Stored) -> Vec<Vec<Cell>> {
        let names: Vec<String> = of.columns.iter().map(|(name, _)| column_of(of.name, name)).collect();
        let statement = format!("SELECT {} FROM {}", names.join(", "), quoted(of.name));
        let session = Session::alone(&self.keeper, None);
        let statement = AssertSqlSafe(statement).into_sql_str();
        let rows = session.fetch_all(statement, session.arguments()).await.unwrap();
        let kinds: Vec<ColumnKind> = of.columns.iter().map(|(_, kind)| *kind).collect();
        let mut rows = rows.iter().map(|row| read(&kinds, row)).collect::<Result<Vec<_>, _>>().unwrap();
        rows.sort_by(|one, other| order_of_rows(one, other));
        rows
    }

    /// Gives a row another key. No row refers to it yet.
    pub(super) async fn rename(&self, table: &Table, from: &Value, to: &Value) {
        let session = Session::alone(&self.keeper, None);
        let (name, key) = (quoted(table.name), quoted(table.key));
        let statement = format!("UPDATE {name} SET {key} = $2 WHERE {key} = $1");
        let mut arguments = session.arguments();
        from.bind(&mut arguments).unwrap();
        to.bind(&mut arguments).unwrap();
        session.execute(AssertSqlSafe(statement).into_sql_str(), arguments).await.unwrap();
    }

    /// What comes of an operation, and whether the mutant had something to change.
    pub(super) async fn run(&self, op: &Op) -> (Outcome, bool) {
        let reached = Reached::new(op.table, self.engine, op.reach, op.under.clone());
        let session = Session::alone(&self.database, (self.settings)(op));
        let caller = Caller { who: op.who.as_ref(), path: &op.path };
        let access = Access { reached: &reached, session: &session, caller };
        let running = Running { op, access, mutant: self.mutant, changed: false };
        running.run().await
    }
}

fn read(kinds: &[ColumnKind], row: &Row) -> Result<Vec<Cell>, Refusal> {
    kinds.iter().enumerate().map(|(index, kind)| Cell::read(*kind, row, index)).collect()
}

/// An operation on its way.
struct Running<'r> {
    op: &'r Op,
    access: Access<'r>,
    mutant: Option<&'static Mutant>,
    changed: bool,
}

impl Running<'_> {
    async fn run(mut self) -> (Outcome, bool) {
        let outcome = self.answer().await.unwrap_or_else(|refusal| match refusal {
            Refusal::NotFound => Outcome::NotFound,
            Refusal::Conflict => Outcome::Conflict,
            other => Outcome::Failed(other.to_string()),
        });
        (outcome, self.changed)
    }

    /// The statement as it runs: as it was written, or with what is wrong with it.
    fn written(&mut self, (prepared, arguments): Bound) -> Bound {
        let Some(mutant) = self.mutant else { return (prepared, arguments) };
        let text = mutant.change(self.op, self.access.reached, &prepared);
        self.changed |= text != *prepared.text;
        (Prepared { text: text.into(), ..prepared }, arguments)
    }

    async fn rows(&mut self, bound: Bound) -> Result<Vec<Row>, Refusal> {
        let bound = self.written(bound);
        self.access.all(bound).await
    }

    /// Rows of the table, each with all of its columns.
    async fn whole(&mut self, bound: Bound) -> Result<Vec<Vec<Cell>>, Refusal> {
        let kinds: Vec<ColumnKind> = self.op.table.columns.iter().map(|column| column.kind).collect();
        self.rows(bound).await?.iter().map(|row| read(&kinds, row)).collect()
    }

    /// The one row that there is, or 404.
    async fn one(&mut self, bound: Bound) -> Result<Outcome, Refusal> {
        let first = self.whole(bound).await?.into_iter().next();
        Ok(Outcome::Rows(vec![first.ok_or(Refusal::NotFound)?]))
    }

    async fn touch(&mut self, bound: Bound) -> Result<Outcome, Refusal> {
        let bound = self.written(bound);
        if self.access.touched(bound).await? { Ok(Outcome::Done) } else { Err(Refusal::NotFound) }
    }

    async fn answer(&mut self) -> Result<Outcome, Refusal> {
        let access = self.access;
        let reached = access.reached;
        match &self.op.verb {
            Verb::Find(key) => self.one(access.find(&|arguments| key.bind(arguments))?).await,
            Verb::Lock(key) => self.one(access.lock(&|arguments| key.bind(arguments))?).await,
            Verb::Mine => self.one(access.mine()?).await,
            Verb::Exists(key) => {
                let bound = access.exists(&|arguments| key.bind(arguments))?;
                Ok(Outcome::Is(!self.rows(bound).await?.is_empty()))
            }
            Verb::Count => {
                let rows = self.rows(access.bound(reached.count.clone(), &|_| Ok(()))?).await?;
                match rows.first().map(|row| Value::read(ColumnKind::Integer, row, 0)).transpose()?.flatten()
                {
                    Some(Value::Integer(count)) => Ok(Outcome::Count(count as u64)),
                    other => Ok(Outcome::Failed(format!("a count is {other:?}"))),
                }
            }
            Verb::Page(listing) => Ok(Outcome::Rows(self.whole(access.page(listing)?).await?)),
            Verb::Insert(inserted) => self.insert(inserted).await,
            Verb::Update(updated) => self.update(updated).await,
            Verb::Delete(key) => self.touch(access.delete(&|arguments| key.bind(arguments))?).await,
            Verb::Grant { key, to, level } => {
                let bound = access.granting(reached.grant(), &|arguments| {
                    key.bind(arguments)?;
                    to.bind(arguments)?;
                    Value::Text((*level).to_owned()).bind(arguments)
                });
                self.touch(bound?).await
            }
            Verb::Revoke { key, from } => {
                let bound = access.granting(reached.revoke(), &|arguments| {
                    key.bind(arguments)?;
                    from.bind(arguments)
                });
                self.touch(bound?).await
            }
            Verb::Granted(key) => {
                let kinds = [self.op.table.grantee_kind().unwrap(), ColumnKind::Text];
                let bound = access.granting(reached.granted(), &|arguments| key.bind(arguments))?;
                Ok(Outcome::Rows(
                    self.rows(bound).await?.iter().map(|row| read(&kinds, row)).collect::<Result<_, _>>()?,
                ))
            }
        }
    }

    async fn insert(&mut self, inserted: &Inserted) -> Result<Outcome, Refusal> {
        let table = self.op.table;
        inserted.is_for_one_of_theirs(table, self.access.caller)?;
        let insert = Insert {
            belonging: inserted.belonging,
            columns: &inserted.columns,
            rows: inserted.rows.len(),
            upsert: inserted.upsert,
            returns: inserted.returns,
        };
        let bound = self.access.insert(insert, &|arguments| {
            inserted.rows.iter().try_for_each(|(told, change)| {
                told.iter().try_for_each(|value| value.bind(arguments))?;
                let mut change = inserted.columns.iter().zip(change);
                change.try_for_each(|(column, cell)| cell.bind(table.kind(column).unwrap(), arguments))
            })
        })?;
        if !inserted.returns {
            return self.touch(bound).await;
        }
        let rows = self.whole(bound).await?;
        if rows.is_empty() { Err(Refusal::NotFound) } else { Ok(Outcome::Rows(rows)) }
    }

    async fn update(&mut self, updated: &Updated) -> Result<Outcome, Refusal> {
        let table = self.op.table;
        let columns: Vec<&str> = updated.change.iter().map(|(column, _)| *column).collect();
        let required: Vec<&str> = updated.required.iter().map(|(column, _)| *column).collect();
        let check = Check { version: updated.version.is_some(), columns: &required };
        let bound = self.access.update(&columns, check, &|arguments| {
            updated.key.bind(arguments)?;
            let bind = |(column, cell): &(&str, Cell), arguments: &mut _| {
                cell.bind(table.kind(column).unwrap(), arguments)
            };
            updated.change.iter().try_for_each(|set| bind(set, arguments))?;
            updated.version.iter().try_for_each(|version| Value::Integer(*version).bind(arguments))?;
            updated.required.iter().try_for_each(|has| bind(has, arguments))
        })?;
        self.one(bound).await
    }
}
