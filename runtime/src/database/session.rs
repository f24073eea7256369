//! What the statements of one request run on: each alone, or all in one transaction.
//!
//! Floor 3. A transaction begins with its first statement. What is not committed is rolled back when the session is dropped: on a
//! refusal, an error, a panic, a time-out, or when the client went away.

use std::sync::Arc;

use sqlx::SqlStr;
use sqlx::postgres::Postgres;
use sqlx::sqlite::Sqlite;
use tokio::sync::Mutex;

use super::turn::Turn;
use super::{Arguments, Database, Engine, Pool, Row, Written};
use crate::refusal::Refusal;

/// How the statements of a request run.
#[derive(Debug)]
pub(crate) struct Session {
    database: Database,
    settings: Option<Settings>,
    mode: Mode,
}

/// What a transaction on PostgreSQL is told of its caller, for the policies of its tables: names of settings and their values. They
/// vanish with the transaction.
pub(crate) type Settings = Arc<[(&'static str, String)]>;

#[derive(Debug)]
enum Mode {
    /// Each statement is a transaction of its own.
    Alone,
    /// All are one.
    Together { writes: bool, state: Mutex<State> },
}

#[derive(Debug)]
enum State {
    NotBegun,
    Open(Transaction),
    Ended,
}

#[derive(Debug)]
pub(super) enum Transaction {
    /// With the turn to write, where it may.
    Sqlite(sqlx::Transaction<'static, Sqlite>, Option<Turn>),
    Postgres(sqlx::Transaction<'static, Postgres>),
}

impl Session {
    /// Statements that run each by itself.
    pub(crate) fn alone(database: &Database, settings: Option<Settings>) -> Self {
        Self { database: database.clone(), settings, mode: Mode::Alone }
    }

    /// Statements that take effect together or not at all. Where they may write, SQLite is told at once, so that two writers wait
    /// for each other instead of failing halfway.
    pub(crate) fn together(database: &Database, settings: Option<Settings>, writes: bool) -> Self {
        let mode = Mode::Together { writes, state: Mutex::new(State::NotBegun) };
        Self { database: database.clone(), settings, mode }
    }

    /// No values yet.
    pub(crate) fn arguments(&self) -> Arguments {
        self.database.arguments()
    }

    /// Every row that a statement gives, read to its end.
    pub(crate) async fn fetch_all(
        &self,
        statement: SqlStr,
        arguments: Arguments,
    ) -> Result<Vec<Row>, Refusal> {
        match self.run(statement, arguments, Want::Rows).await? {
            Written::Rows(rows) => Ok(rows),
            Written::Count(_) => Ok(Vec::new()),
        }
    }

    /// Every row that a statement gives, once what follows from each is done too, in one transaction: the rows that the second statements give.
    pub(crate) async fn fetch_all_then(
        &self,
        statement: SqlStr,
        arguments: Arguments,
        then: impl Fn(Vec<Row>) -> Result<Vec<(SqlStr, Arguments)>, Refusal> + Send,
    ) -> Result<Vec<Row>, Refusal> {
        let Mode::Together { .. } = &self.mode else {
            let mut transaction = self.begin(true).await?;
            let rows = self.follow(&mut transaction, statement, arguments, then).await?;
            self.database.commit(transaction).await?;
            return Ok(rows);
        };
        let rows = self.fetch_all(statement, arguments).await?;
        let mut followed = Vec::with_capacity(rows.len());
        for (statement, arguments) in then(rows)? {
            followed.append(&mut self.fetch_all(statement, arguments).await?);
        }
        Ok(followed)
    }

    async fn follow(
        &self,
        transaction: &mut Transaction,
        statement: SqlStr,
        arguments: Arguments,
        then: impl Fn(Vec<Row>) -> Result<Vec<(SqlStr, Arguments)>, Refusal> + Send,
    ) -> Result<Vec<Row>, Refusal> {
        let mut followed = Vec::new();
        let first = self.database.run_in(transaction, statement, arguments, Want::Rows).await?;
        let Written::Rows(rows) = first else { return Ok(followed) };
        for (statement, arguments) in then(rows)? {
            let written = self.database.run_in(transaction, statement, arguments, Want::Rows).await?;
            if let Written::Rows(mut rows) = written {
                followed.append(&mut rows);
            }
        }
        Ok(followed)
    }

    /// How many rows a statement touches.
    pub(crate) async fn execute(&self, statement: SqlStr, arguments: Arguments) -> Result<u64, Refusal> {
        match self.run(statement, arguments, Want::Count).await? {
            Written::Rows(_) => Ok(0),
            Written::Count(count) => Ok(count),
        }
    }

    async fn run(&self, statement: SqlStr, arguments: Arguments, want: Want) -> Result<Written, Refusal> {
        let Mode::Together { writes, state } = &self.mode else {
            if self.settings.is_none() {
                return self.database.run_alone(statement, arguments, want).await;
            }
            let mut transaction = self.begin(true).await?;
            let written = self.database.run_in(&mut transaction, statement, arguments, want).await?;
            self.database.commit(transaction).await?;
            return Ok(written);
        };
        let mut state = state.lock().await;
        if let State::NotBegun = *state {
            *state = State::Open(self.begin(*writes).await?);
        }
        match &mut *state {
            State::Open(transaction) => {
                let written = self.database.run_in(transaction, statement, arguments, want).await;
                // PostgreSQL takes no further statement after a failed one; SQLite is held to the same.
                if written.is_err() {
                    *state = State::Ended;
                }
                written
            }
            State::NotBegun | State::Ended => {
                Err(Refusal::internal("a statement of the transaction failed before; none may follow"))
            }
        }
    }

    async fn begin(&self, writes: bool) -> Result<Transaction, Refusal> {
        let mut transaction = self.database.begin(writes).await?;
        if let Some(settings) = &self.settings {
            self.database.tell(&mut transaction, settings).await?;
        }
        Ok(transaction)
    }

    /// Makes everything that was written lasting.
    ///
    /// # Errors
    /// The engine refuses, or a statement failed before: nothing is written.
    pub(crate) async fn commit(&self) -> Result<(), Refusal> {
        let Mode::Together { state, .. } = &self.mode else { return Ok(()) };
        match std::mem::replace(&mut *state.lock().await, State::Ended) {
            State::NotBegun => Ok(()),
            State::Open(transaction) => self.database.commit(transaction).await,
            State::Ended => {
                Err(Refusal::internal("a statement of the transaction failed, so nothing is written"))
            }
        }
    }

    /// Undoes everything that was written. To drop the session does the same, somewhat later.
    pub(crate) async fn roll_back(&self) {
        let Mode::Together { state, .. } = &self.mode else { return };
        let ended = std::mem::replace(&mut *state.lock().await, State::Ended);
        if let State::Open(transaction) = ended {
            self.database.roll_back(transaction).await;
        }
    }
}

/// What is wanted of a statement.
#[derive(Debug, Clone, Copy)]
pub(super) enum Want {
    Rows,
    Count,
}

impl Database {
    pub(crate) fn engine(&self) -> Engine {
        match self.pool {
            Pool::Sqlite(_) => Engine::Sqlite,
            Pool::Postgres(_) => Engine::Postgres,
        }
    }
}
