//! The verbs on rows of a row type: what is bound and what is read, typed.
//!
//! Floor 11. Every parameter that is a row or rows works through `Rows`.

use std::marker::PhantomData;

use super::change::{Creates, Patches, Requires};
use super::place::{open_cursor, seal_cursor};
use super::resource::Resource;
use super::search::Request;
use crate::brand::Brand;
use crate::database::{Arguments, Column, Row};
use crate::problem::Problem;
use crate::proof::Passed;
use crate::reach::{Access, Belonging, Bound, Check, Insert, Plan, Reached};
use crate::refusal::Refusal;
use crate::reply::{Page, Viewer};
use crate::route::Boxed;

/// The rows of `T` that a passed request reaches. Invariant in the request, as every proof.
pub(super) struct Rows<'r, T> {
    passed: &'r Passed,
    reached: &'r Reached,
    /// What the route reaches for whoever is bound by the owner: it says which of several owners a caller is.
    own: &'r Reached,
    _request: Brand<'r>,
    _rows: PhantomData<fn() -> T>,
}

impl<T> Clone for Rows<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Rows<'_, T> {}

/// What the app lets an insert be told besides the change.
type Told<'b> = &'b (dyn Fn(&mut Arguments) -> Result<(), Refusal> + Sync);

/// Nothing.
pub(super) const NOTHING: Told<'static> = &|_| Ok(());

/// What the app has found out at its start about the parameter at this position.
fn plan(passed: &Passed, parameter: usize) -> Result<&Plan, Refusal> {
    let plan = passed.rows.get(parameter).and_then(Option::as_ref);
    plan.ok_or_else(|| Refusal::internal("the app has no plan for these rows"))
}

impl<'r, T: Resource> Rows<'r, T> {
    /// What the route reaches by its parameter at this position; for one row of `one_per_owner` always the caller's.
    pub(super) fn of(passed: &'r Passed, parameter: usize) -> Result<Self, Refusal> {
        let plan = plan(passed, parameter)?;
        let lifted = plan.lifted.as_ref().filter(|_| passed.roles().holds_any(passed.policy.or_roles));
        let rows = Self { reached: lifted.unwrap_or(&plan.caller), ..Self::reaching(passed, &plan.caller) };
        rows.is_allowed()?;
        Ok(rows)
    }

    /// What denies is told here, before anything is read.
    pub(super) fn is_allowed(&self) -> Result<(), Refusal> {
        self.access()?.bound(self.reached.count.clone(), NOTHING).map(|_| ())
    }

    /// The caller's own, whatever their roles.
    pub(super) fn own(passed: &'r Passed, parameter: usize) -> Result<Self, Refusal> {
        Ok(Self::reaching(passed, &plan(passed, parameter)?.caller))
    }

    pub(super) fn reaching(passed: &'r Passed, reached: &'r Reached) -> Self {
        Self { passed, reached, own: reached, _request: PhantomData, _rows: PhantomData }
    }

    pub(super) fn passed(&self) -> &'r Passed {
        self.passed
    }

    pub(super) fn reached(&self) -> &'r Reached {
        self.reached
    }

    pub(super) fn access(&self) -> Result<Access<'r>, Refusal> {
        let session = self.passed.session()?;
        let keys = self.passed.engines.sealing.as_ref();
        Ok(Access { reached: self.reached, session, caller: self.passed.caller(), keys })
    }

    pub(super) async fn find(&self, id: &T::Id) -> Result<T, Refusal> {
        let access = self.access()?;
        let found = access.find(&|arguments| id.bind(arguments))?;
        one(access.first(found).await?)
    }

    pub(super) async fn mine(&self) -> Result<T, Refusal> {
        let access = self.access()?;
        one(access.first(access.mine()?).await?)
    }

    pub(super) async fn lock(&self, id: &T::Id) -> Result<T, Refusal> {
        let access = self.access()?;
        let found = access.lock(&|arguments| id.bind(arguments))?;
        one(access.first(found).await?)
    }

    pub(super) async fn exists(&self, id: &T::Id) -> Result<bool, Refusal> {
        let access = self.access()?;
        let found = access.exists(&|arguments| id.bind(arguments))?;
        Ok(access.first(found).await?.is_some())
    }

    pub(super) async fn count(&self) -> Result<u64, Refusal> {
        self.access()?.count().await
    }

    /// The rows that the request asks for, and where the next page begins.
    pub(super) async fn list(&self, request: &Request, viewer: &Viewer<'_>) -> Result<Page<T>, Refusal> {
        let access = self.access()?;
        let mut listing = request.listing(T::TABLE, viewer)?;
        listing.after = open_cursor(self.passed, T::TABLE, request, &listing)?;
        let rows = access.all(access.page(&listing)?).await?;
        let more = rows.len() > usize::from(listing.limit);
        let rows = rows.get(..usize::from(listing.limit)).unwrap_or(&rows);
        let next = match rows.last().filter(|_| more) {
            Some(last) => Some(seal_cursor(self.passed, T::TABLE, request, &listing, last)?),
            None => None,
        };
        Ok(Page { items: rows.iter().map(T::decode).collect::<Result<_, _>>()?, next })
    }

    /// Makes rows; `told` binds what says whose each is, before its change.
    pub(super) fn insert<'c, C: Creates<T>>(
        &self,
        belonging: Belonging,
        told: Told<'_>,
        changes: &[&C],
    ) -> Writing<'c, T>
    where
        'r: 'c,
    {
        let insert =
            Insert { belonging, columns: C::COLUMNS, rows: changes.len(), upsert: false, returns: true };
        self.write(self.inserting(insert, told, changes), C::COLUMNS)
    }

    /// Makes a row, or changes the one of the same owner and the same `unique` columns.
    pub(super) fn upsert<'c, C: Creates<T>>(&self, told: Told<'_>, change: &C) -> Writing<'c, T>
    where
        'r: 'c,
    {
        let belonging = Belonging::Caller;
        let insert = Insert { belonging, columns: C::COLUMNS, rows: 1, upsert: true, returns: true };
        self.write(self.inserting(insert, told, &[change]), C::COLUMNS)
    }

    pub(super) fn inserting<C: Creates<T>>(
        &self,
        insert: Insert<'_>,
        told: Told<'_>,
        changes: &[&C],
    ) -> Result<Bound, Refusal> {
        // A role lifts whose rows are reached, not whose a new one is.
        let reached = match insert.belonging {
            Belonging::Caller | Belonging::CallerAnd => self.own,
            Belonging::Named | Belonging::Parent | Belonging::Nobody => self.reached,
        };
        Access { reached, ..self.access()? }.insert(insert, &|arguments| {
            changes.iter().try_for_each(|change| {
                told(arguments)?;
                change.bind(arguments)
            })
        })
    }

    /// Changes the row of this id; with `version` only if it is still that one.
    pub(super) fn update<'c, C: Patches<T>>(
        &self,
        id: &T::Id,
        change: &C,
        version: Option<i64>,
    ) -> Writing<'c, T>
    where
        'r: 'c,
    {
        let check = Check { version: version.is_some(), columns: &[] };
        self.write(
            self.access().and_then(|access| {
                access.update(C::COLUMNS, check, &|arguments| {
                    id.bind(arguments)?;
                    change.bind(arguments)?;
                    version.iter().try_for_each(|version| version.bind(arguments))
                })
            }),
            C::COLUMNS,
        )
    }

    /// Changes the row of this id if it is as `required`.
    pub(super) fn update_if<'c, Q: Requires<T>, C: Patches<T>>(
        &self,
        id: &T::Id,
        required: &Q,
        change: &C,
        version: Option<i64>,
    ) -> Writing<'c, T>
    where
        'r: 'c,
    {
        let check = Check { version: version.is_some(), columns: Q::COLUMNS };
        self.write(
            self.access().and_then(|access| {
                access.update(C::COLUMNS, check, &|arguments| {
                    id.bind(arguments)?;
                    change.bind(arguments)?;
                    version.iter().try_for_each(|version| version.bind(arguments))?;
                    required.bind(arguments)
                })
            }),
            C::COLUMNS,
        )
    }

    /// Runs a statement that gives back what it wrote. Boxed, so that its type does not carry the change: an unfit change is
    /// then one error, where it is given.
    fn write<'c>(&self, bound: Result<Bound, Refusal>, columns: &'static [&'static str]) -> Writing<'c, T>
    where
        'r: 'c,
    {
        let access = self.access();
        Box::pin(async move {
            let rows = access?.written(bound?, columns).await?;
            rows.iter().map(T::decode).collect()
        })
    }

    pub(super) async fn delete(&self, id: &T::Id) -> Result<(), Refusal> {
        let access = self.access()?;
        let bound = access.delete(&|arguments| id.bind(arguments))?;
        if access.touched(bound).await? { Ok(()) } else { Err(Refusal::NotFound) }
    }

    /// Removes the row of this id if it is still of this version; says whether it was.
    pub(super) async fn delete_version(&self, id: &T::Id, version: i64) -> Result<bool, Refusal> {
        let access = self.access()?;
        let bound = access.bound(self.reached.delete_version(), &|arguments| {
            id.bind(arguments)?;
            version.bind(arguments)
        })?;
        access.touched(bound).await
    }
}

/// Rows that a statement wrote.
pub(super) type Writing<'c, T> = Boxed<'c, Result<Vec<T>, Refusal>>;

/// The one row that a statement wrote, or the one 404 for a row that is absent and a row that is someone else's.
pub(super) fn only<'c, T: Send + 'c>(writing: Writing<'c, T>) -> Boxed<'c, Result<T, Problem>> {
    Box::pin(async move { Ok(writing.await?.into_iter().next().ok_or(Refusal::NotFound)?) })
}

/// The row, or the one 404 for a row that is absent and a row that is someone else's.
fn one<T: Resource>(row: Option<Row>) -> Result<T, Refusal> {
    row.as_ref().map_or(Err(Refusal::NotFound), T::decode)
}
