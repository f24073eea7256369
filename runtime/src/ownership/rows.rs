//! The verbs on rows, each with the predicate inside its one statement.
//!
//! Floor 9. Every row type of a parameter works through [`Rows`]; there is no other way to a table.

use std::marker::PhantomData;

use super::change::{Creates, Patches};
use super::key::Identifier;
use super::resource::Resource;
use super::set::Paging;
use super::statements::{ChangeStatements, Pair, Statements};
use crate::brand::Brand;
use crate::database::{Arguments, Column, Database, Row};
use crate::problem::Problem;
use crate::proof::Passed;
use crate::refusal::{FieldFault, Refusal};
use crate::reply::Page;
use crate::route::Boxed;

/// A statement and the values that are bound to it.
type Prepared = (&'static str, Arguments);

/// Whose rows are reached.
#[derive(Clone, Copy)]
enum Reach {
    /// The caller's own.
    Own,
    /// All, because the attribute lifts the owner for this caller.
    Every,
}

/// The rows of `T` that a passed request reaches. Invariant in the request, as every proof.
pub struct Rows<'r, T> {
    passed: &'r Passed,
    reach: Reach,
    _request: Brand<'r>,
    _rows: PhantomData<fn() -> T>,
}

/// The caller as an owner of rows of `T`. No caller, or a subject that cannot own such a row, owns nothing.
fn owner<T: Resource>(passed: &Passed) -> Result<T::Owner, Refusal> {
    let caller = passed.arrival.principal().ok_or(Refusal::NoCredential)?;
    T::Owner::from_text(&caller.subject).ok_or(Refusal::NotFound)
}

impl<'r, T: Resource> Rows<'r, T> {
    /// The caller's own rows; every row where the caller holds a role of `or_role`.
    pub(super) fn owned(passed: &'r Passed) -> Result<Self, Refusal> {
        let lifted = passed.roles().holds_any(passed.policy.or_roles);
        let reach = if lifted { Reach::Every } else { owner::<T>(passed).map(|_| Reach::Own)? };
        Ok(Self { passed, reach, _request: PhantomData, _rows: PhantomData })
    }

    /// Every row, for a route whose `all_rows` names the parameter.
    pub(super) fn every(passed: &'r Passed) -> Self {
        Self { passed, reach: Reach::Every, _request: PhantomData, _rows: PhantomData }
    }

    fn database(&self) -> Result<&'r Database, Refusal> {
        self.passed.engines.database.as_ref().ok_or_else(|| Refusal::internal("the app has no database"))
    }

    /// Chooses the statement by the reach, and binds the owner last.
    fn choose(&self, pair: &Pair, mut arguments: Arguments) -> Result<Prepared, Refusal> {
        match self.reach {
            Reach::Own => {
                owner::<T>(self.passed)?.bind(&mut arguments)?;
                Ok((pair.owned, arguments))
            }
            Reach::Every => Ok((pair.every, arguments)),
        }
    }

    pub(super) async fn find(&self, id: &T::Id) -> Result<T, Refusal> {
        let database = self.database()?;
        let mut arguments = database.arguments();
        id.bind(&mut arguments)?;
        let (statement, arguments) = self.choose(&Statements::<T>::FIND, arguments)?;
        one(database.fetch_optional(statement, arguments).await?)
    }

    pub(super) async fn count(&self) -> Result<u64, Refusal> {
        let database = self.database()?;
        let (statement, arguments) = self.choose(&Statements::<T>::COUNT, database.arguments())?;
        let row = database.fetch_optional(statement, arguments).await?;
        let row = row.ok_or_else(|| Refusal::internal("a count gave no row"))?;
        u64::try_from(i64::read(&row, 0)?).map_err(Refusal::internal)
    }

    pub(super) async fn page(&self, paging: &Paging) -> Result<Page<T>, Refusal> {
        let database = self.database()?;
        let size = paging.size();
        let mut arguments = database.arguments();
        // One more than asked for tells whether there is a next page.
        (i64::from(size) + 1).bind(&mut arguments)?;
        let pair = match paging.after() {
            None => Statements::<T>::FIRST_PAGE,
            Some(after) => {
                let unknown = || Refusal::Invalid(vec![FieldFault::new("after", "cursor")]);
                T::Id::from_text(after).ok_or_else(unknown)?.bind(&mut arguments)?;
                Statements::<T>::NEXT_PAGE
            }
        };
        let (statement, arguments) = self.choose(&pair, arguments)?;
        let rows = database.fetch_all(statement, arguments).await?;
        let mut items = rows.iter().map(T::decode).collect::<Result<Vec<T>, Refusal>>()?;
        let more = items.len() > usize::from(size);
        items.truncate(usize::from(size));
        let next = if more { items.last().map(|item| item.id().to_text()) } else { None };
        Ok(Page { items, next })
    }

    /// Makes a row that belongs to the caller, whatever the reach.
    pub(super) fn insert<'c, C: Creates<T>>(&'c self, change: &C) -> Boxed<'c, Result<T, Problem>> {
        self.write(owner::<T>(self.passed).and_then(|owner| self.prepare_insert(&owner, change)))
    }

    /// Makes a row that belongs to `owner`.
    pub(super) fn insert_for<'c, C: Creates<T>>(
        &'c self,
        owner: &T::Owner,
        change: &C,
    ) -> Boxed<'c, Result<T, Problem>> {
        self.write(self.prepare_insert(owner, change))
    }

    /// Changes the row of this id.
    pub(super) fn update<'c, C: Patches<T>>(
        &'c self,
        id: &T::Id,
        change: &C,
    ) -> Boxed<'c, Result<T, Problem>> {
        self.write(self.prepare_update(id, change))
    }

    fn prepare_insert<C: Creates<T>>(&self, owner: &T::Owner, change: &C) -> Result<Prepared, Refusal> {
        let mut arguments = self.database()?.arguments();
        owner.bind(&mut arguments)?;
        change.bind(&mut arguments)?;
        Ok((ChangeStatements::<T, C>::INSERT, arguments))
    }

    fn prepare_update<C: Patches<T>>(&self, id: &T::Id, change: &C) -> Result<Prepared, Refusal> {
        let mut arguments = self.database()?.arguments();
        id.bind(&mut arguments)?;
        change.bind(&mut arguments)?;
        self.choose(&ChangeStatements::<T, C>::UPDATE, arguments)
    }

    /// Runs a statement that gives back the one row that it wrote. Boxed, so that its type does not carry the
    /// change: an unfit change is then one error, where it is given.
    fn write<'c>(&'c self, prepared: Result<Prepared, Refusal>) -> Boxed<'c, Result<T, Problem>> {
        Box::pin(async move {
            let (statement, arguments) = prepared?;
            Ok(one(self.database()?.fetch_written(statement, arguments).await?)?)
        })
    }

    pub(super) async fn delete(&self, id: &T::Id) -> Result<(), Refusal> {
        let database = self.database()?;
        let mut arguments = database.arguments();
        id.bind(&mut arguments)?;
        let (statement, arguments) = self.choose(&Statements::<T>::DELETE, arguments)?;
        match database.execute(statement, arguments).await? {
            0 => Err(Refusal::NotFound),
            _ => Ok(()),
        }
    }
}

/// The row, or the one 404 for a row that is absent and a row that is someone else's.
fn one<T: Resource>(row: Option<Row>) -> Result<T, Refusal> {
    row.as_ref().map_or(Err(Refusal::NotFound), T::decode)
}
