//! One of those who are compared: an engine with its database, which runs operations as the row types do.
//!
//! Floor 6. A side differs from another by who asks its database and by what its sessions tell of their caller.

use sqlx::{AssertSqlSafe, SqlSafeStr};

use super::cell::{Cell, order_of_rows};
use super::model::World;
use super::mutants::Mutant;
use super::op::{Op, Outcome};
use super::running::Running;
use super::schema::Schema;
use super::stored::Stored;
use crate::database::{ColumnKind, Database, Engine, Row, Session, Table, Value};
use crate::reach::{Access, Caller, Reached, column_of, quoted};
use crate::refusal::Refusal;
use crate::row_security::{claims, faults, script, settings};

pub(super) struct Side {
    pub(super) name: &'static str,
    /// Who made the tables, and sees everything.
    keeper: Database,
    /// Who asks.
    database: Database,
    engine: Engine,
    /// The claims that the policies of its tables read; none where it has no policies, and its transactions are told nothing.
    claims: Option<Vec<&'static str>>,
    /// What is wrong with its statements, so that it must be found to differ.
    mutant: Option<&'static Mutant>,
}

impl Side {
    /// A database that knows nothing of its callers.
    pub(super) async fn plain(name: &'static str, url: &str, mutant: Option<&'static Mutant>) -> Self {
        let keeper = Database::connect(url).await.unwrap();
        let (database, engine) = (keeper.clone(), keeper.engine());
        Self { name, keeper, database, engine, claims: None, mutant }
    }

    /// PostgreSQL where the tables have policies, which bind the role that asks.
    pub(super) async fn secured(
        name: &'static str,
        (url, url_of_role): (&str, &str),
        schema: &Schema,
        mutant: Option<&'static Mutant>,
    ) -> Self {
        let keeper = Database::connect(url).await.unwrap();
        let database = Database::connect(url_of_role).await.unwrap();
        let engine = database.engine();
        Self { name, keeper, database, engine, claims: Some(claims(&schema.tables)), mutant }
    }

    pub(super) fn is_secured(&self) -> bool {
        self.claims.is_some()
    }

    pub(super) async fn close(self) {
        self.database.close().await;
        self.keeper.close().await;
    }

    /// Makes the tables and puts the rows in.
    pub(super) async fn fill(&self, schema: &Schema, world: &World) {
        self.keeper.run_generated(schema.declaration(self.engine)).await.unwrap();
        if self.claims.is_some() {
            self.keeper.run_generated(script(&schema.tables)).await.unwrap();
            // An app of these row types would start.
            assert_eq!(faults(&self.database, &schema.tables).await.unwrap(), Vec::<String>::new());
        }
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
        let told = self.claims.as_ref().map(|claims| settings(op.who.as_ref(), &op.lifts(), claims));
        let session = Session::alone(&self.database, told);
        let caller = Caller { who: op.who.as_ref(), path: &op.path };
        let access = Access { reached: &reached, session: &session, caller, keys: None };
        Running::new(op, access, self.mutant).run().await
    }
}

pub(super) fn read(kinds: &[ColumnKind], row: &Row) -> Result<Vec<Cell>, Refusal> {
    kinds.iter().enumerate().map(|(index, kind)| Cell::read(*kind, row, index)).collect()
}
