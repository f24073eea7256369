//! The verbs on rows: each is one statement with the condition in it.
//!
//! Floor 4. There is no other way to a table. What is bound is given as a closure, so that row types and the oracle of the tests go
//! the same way.

use super::given::Caller;
use super::list::Listing;
use super::reached::{Prepared, Reached};
use super::write::{Check, Insert};
use crate::database::{Arguments, Column, Row, Session};
use crate::refusal::Refusal;

/// What a caller reaches, on what their statements run.
#[derive(Clone, Copy)]
pub(crate) struct Access<'r> {
    pub(crate) reached: &'r Reached,
    pub(crate) session: &'r Session,
    pub(crate) caller: Caller<'r>,
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
        self.session.fetch_all(prepared.sql(), arguments).await
    }

    /// Whether a statement touched a row.
    pub(crate) async fn touched(&self, (prepared, arguments): Bound) -> Result<bool, Refusal> {
        Ok(self.session.execute(prepared.sql(), arguments).await? > 0)
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
