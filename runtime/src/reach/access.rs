//! The verbs on rows: each is one statement with the condition in it.
//!
//! Floor 4. There is no other way to a table. What is bound is given as a closure, so that row types and the oracle of the tests go
//! the same way.

use sqlx::SqlStr;

use super::given::Caller;
use super::list::Listing;
use super::reached::{Prepared, Reached};
use super::write::{Check, Insert};
use crate::database::{Arguments, Column, ColumnKind, Opening, Row, Session, Unsealed, Value, stood_for};
use crate::refusal::Refusal;
use crate::sealed::{SealingKeys, seal};

/// What a caller reaches, on what their statements run.
#[derive(Clone, Copy)]
pub(crate) struct Access<'r> {
    pub(crate) reached: &'r Reached,
    pub(crate) session: &'r Session,
    pub(crate) caller: Caller<'r>,
    /// What sealed values open with.
    pub(crate) keys: Option<&'r SealingKeys>,
}

/// Binds the values of a verb.
pub(crate) type Bind<'b> = &'b (dyn Fn(&mut Arguments) -> Result<(), Refusal> + Sync);

/// A statement and the values that are bound to it.
pub(crate) type Bound = (Prepared, Arguments);

impl<'r> Access<'r> {
    /// Binds what the request gives, then what the verb does.
    pub(crate) fn bound(&self, prepared: Prepared, bind: Bind<'_>) -> Result<Bound, Refusal> {
        let mut arguments = prepared.arguments(self.session, self.caller)?;
        bind(&mut arguments)?;
        Ok((prepared, arguments))
    }

    /// The first row of a statement, read to its end.
    pub(crate) async fn first(&self, (prepared, arguments): Bound) -> Result<Option<Row>, Refusal> {
        Ok(self.all((prepared, arguments)).await?.into_iter().next())
    }

    pub(crate) async fn all(&self, (prepared, arguments): Bound) -> Result<Vec<Row>, Refusal> {
        let rows = self.session.fetch_all(prepared.sql(), arguments).await?;
        Ok(match self.opening()? {
            Some(opening) => rows.into_iter().map(|row| row.opening(&opening)).collect(),
            None => rows,
        })
    }

    /// What the sealed values of the rows open with, where the table has some.
    fn opening(&self) -> Result<Option<Opening>, Refusal> {
        let table = self.reached.table;
        if !table.seals() {
            return Ok(None);
        }
        let keys = self.keys.ok_or_else(|| Refusal::internal("the app has no sealing keys"))?.clone();
        Ok(Some(Opening { keys, table }))
    }

    /// The rows that a statement writes. A value that is to be sealed is sealed once the key of its row is known, in the same transaction:
    /// it is bound to the row, and a new row gets its key from the database.
    pub(crate) async fn written(
        &self,
        (prepared, mut arguments): Bound,
        columns: &[&str],
    ) -> Result<Vec<Row>, Refusal> {
        let unsealed = arguments.take_unsealed();
        let Some(opening) = self.opening()?.filter(|_| !unsealed.is_empty()) else {
            return self.all((prepared, arguments)).await;
        };
        let sealed = self.reached.table.sealed_among(columns);
        let statement = self.reached.seal(&sealed);
        let rows = self
            .session
            .fetch_all_then(prepared.sql(), arguments, |rows| {
                rows.iter().map(|row| self.sealing(&statement, &opening, row, &sealed, &unsealed)).collect()
            })
            .await?;
        Ok(rows.into_iter().map(|row| row.opening(&opening)).collect())
    }

    /// Binds the statement that seals the values of a row.
    fn sealing(
        &self,
        statement: &SqlStr,
        opening: &Opening,
        row: &Row,
        columns: &[&str],
        unsealed: &[Unsealed],
    ) -> Result<(SqlStr, Arguments), Refusal> {
        let (table, mut arguments) = (opening.table, self.session.arguments());
        let key = opening.key_of(row)?;
        let kind = table.kind(table.key).unwrap_or(ColumnKind::Bytes);
        let bound = Value::identifier(kind, &key)
            .ok_or_else(|| Refusal::internal("the key of a row names nothing"))?;
        bound.bind(&mut arguments)?;
        for column in columns {
            let at = table.columns.iter().position(|known| known.name == *column);
            let value = at.map(|at| stood_for(row, at, unsealed)).transpose()?.flatten();
            let sealed = value.map(|value| seal(&opening.keys, table.name, column, &key, value.bytes()));
            sealed.transpose()?.bind(&mut arguments)?;
        }
        Ok((statement.clone(), arguments))
    }

    /// Whether a statement touched a row.
    pub(crate) async fn touched(&self, (prepared, arguments): Bound) -> Result<bool, Refusal> {
        Ok(self.session.execute(prepared.sql(), arguments).await? > 0)
    }

    /// Whether a row was put in, of which nothing is given back: so nothing of it can be sealed.
    pub(crate) async fn put_in(&self, (prepared, mut arguments): Bound) -> Result<bool, Refusal> {
        if !arguments.take_unsealed().is_empty() {
            return Err(Refusal::internal(
                "a sealed value was put into a table whose rows are not given back",
            ));
        }
        self.touched((prepared, arguments)).await
    }

    /// The row of a key.
    pub(crate) fn find(&self, key: Bind<'_>) -> Result<Bound, Refusal> {
        self.bound(self.reached.find.clone(), key)
    }

    /// The caller's one row.
    pub(crate) fn mine(&self) -> Result<Bound, Refusal> {
        self.bound(self.reached.mine.clone(), &|_| Ok(()))
    }

    /// The row of a key, which nobody else changes until the transaction ends.
    pub(crate) fn lock(&self, key: Bind<'_>) -> Result<Bound, Refusal> {
        self.bound(self.reached.lock.clone(), key)
    }

    /// A row, where there is one of the key.
    pub(crate) fn exists(&self, key: Bind<'_>) -> Result<Bound, Refusal> {
        self.bound(self.reached.exists.clone(), key)
    }

    pub(crate) fn delete(&self, key: Bind<'_>) -> Result<Bound, Refusal> {
        self.bound(self.reached.delete.clone(), key)
    }

    pub(crate) async fn count(&self) -> Result<u64, Refusal> {
        let row = self.first(self.bound(self.reached.count.clone(), &|_| Ok(()))?).await?;
        let row = row.ok_or_else(|| Refusal::internal("a count gave no row"))?;
        u64::try_from(i64::read(&row, 0)?).map_err(Refusal::internal)
    }

    /// The rows of a listing, one more than its limit.
    pub(crate) fn page(&self, listing: &Listing) -> Result<Bound, Refusal> {
        self.bound(self.reached.page(listing), &|arguments| listing.bind(arguments))
    }

    /// The key first, then the change, then what is checked.
    pub(crate) fn update(
        &self,
        columns: &[&str],
        check: Check<'_>,
        bind: Bind<'_>,
    ) -> Result<Bound, Refusal> {
        self.bound(self.reached.update(columns, check), bind)
    }

    pub(crate) fn insert(&self, insert: Insert<'_>, bind: Bind<'_>) -> Result<Bound, Refusal> {
        let prepared = self.reached.insert(insert);
        let prepared = prepared
            .ok_or_else(|| Refusal::internal("rows of this table do not belong to whom this insert says"))?;
        self.bound(prepared, bind)
    }

    /// A statement that only a table with grants has.
    pub(crate) fn granting(&self, prepared: Option<Prepared>, bind: Bind<'_>) -> Result<Bound, Refusal> {
        let prepared = prepared.ok_or_else(|| Refusal::internal("the row type declares no grants"))?;
        self.bound(prepared, bind)
    }
}
