//! New rows, and whose they are.
//!
//! Floor 11.

use super::belongs::{InsertedForCaller, InsertedForNamed, InsertedForNobody, InsertedWithOthers, Upserted};
use super::change::Creates;
use super::key::Identifier;
use super::reference::Ref;
use super::resource::Resource;
use super::row::{Owned, OwnedMut};
use super::rows::{NOTHING, only};
use super::set::{AllRowsMut, OwnedSetMut};
use crate::database::{Arguments, Claim, Column, Owner};
use crate::problem::Problem;
use crate::reach::{Belonging, Given};
use crate::refusal::{FieldFault, Refusal};
use crate::route::Boxed;

/// The most values that one insert binds: fewer than any engine takes.
const MOST_VALUES: usize = 16_000;

/// What names a row of `P` as the parent of a new row. The statement demands, whatever names it, that the caller reaches it.
#[diagnostic::on_unimplemented(
    message = "ownership: `{Self}` does not name a row of `{P}`",
    label = "not a parent",
    note = "give the row, such as `&order` of `Owned<Order>`, or the `Ref<Order>` of an input"
)]
pub trait NamesParent<P: Resource>: sealed::NamesParent<P> {
    /// The id of the parent.
    #[doc(hidden)]
    fn parent(&self) -> P::Id;
}

mod sealed {
    use super::{Owned, OwnedMut, Ref, Resource};

    #[diagnostic::on_unimplemented(
        message = "ownership: `{Self}` cannot be made to name a row of `{P}` by hand",
        label = "not for implementations by hand",
        note = "remove the `impl` and give the row, or a `Ref` to it"
    )]
    pub trait NamesParent<P> {}
    impl<P> NamesParent<P> for Owned<'_, P> {}
    impl<P> NamesParent<P> for OwnedMut<'_, P> {}
    impl<P: Resource> NamesParent<P> for Ref<P> {}
}

impl<P: Resource> NamesParent<P> for Owned<'_, P> {
    fn parent(&self) -> P::Id {
        self.id()
    }
}

impl<P: Resource> NamesParent<P> for OwnedMut<'_, P> {
    fn parent(&self) -> P::Id {
        self.id()
    }
}

impl<P: Resource> NamesParent<P> for Ref<P> {
    fn parent(&self) -> P::Id {
        self.id().clone()
    }
}

impl<T: Resource> OwnedSetMut<'_, T> {
    /// Makes a row. Its owner is the caller; the change cannot say otherwise.
    ///
    /// # Errors
    /// 404 where a [`Ref`] names a row that the caller may not use; 409 where a constraint refuses.
    pub fn insert<'c, C: Creates<T>>(&'c self, change: &C) -> Boxed<'c, Result<T, Problem>>
    where
        T::Belongs: InsertedForCaller<T>,
    {
        only(self.rows().insert(Belonging::Caller, NOTHING, &[change]))
    }

    /// Makes several rows in one statement, all or none. Their owner is the caller.
    ///
    /// # Errors
    /// 404 where a [`Ref`] names a row that the caller may not use; 409 where a constraint refuses; 422 where they are more than
    /// one statement takes.
    pub fn insert_all<'c, C: Creates<T>>(&'c self, changes: &[C]) -> Boxed<'c, Result<Vec<T>, Problem>>
    where
        T::Belongs: InsertedForCaller<T>,
    {
        if changes.is_empty() {
            return Box::pin(std::future::ready(Ok(Vec::new())));
        }
        if changes.len().saturating_mul(C::COLUMNS.len()) > MOST_VALUES {
            let fault = FieldFault::new("", "length");
            return Box::pin(std::future::ready(Err(Refusal::Invalid(vec![fault]).into())));
        }
        let changes: Vec<&C> = changes.iter().collect();
        let written = self.rows().insert(Belonging::Caller, NOTHING, &changes);
        Box::pin(async move {
            match written.await? {
                rows if rows.is_empty() => Err(Refusal::NotFound.into()),
                rows => Ok(rows),
            }
        })
    }

    /// Makes a row, or changes the caller's own that has the same `unique` columns.
    ///
    /// # Errors
    /// 404 where a [`Ref`] names a row that the caller may not use; 409 where a constraint refuses.
    pub fn upsert<'c, C: Creates<T>>(&'c self, change: &C) -> Boxed<'c, Result<T, Problem>>
    where
        T::Belongs: InsertedForCaller<T>,
        T::Apart: Upserted<T>,
    {
        only(self.rows().upsert(NOTHING, change))
    }

    /// Makes a row that belongs to the caller and to these others, in the order of the row type's owners.
    ///
    /// # Errors
    /// 404 where a [`Ref`] names a row that the caller may not use; 409 where a constraint refuses.
    pub fn insert_with<'c, C: Creates<T>>(
        &'c self,
        others: &<T::Belongs as InsertedWithOthers<T>>::Others,
        change: &C,
    ) -> Boxed<'c, Result<T, Problem>>
    where
        T::Belongs: InsertedWithOthers<T>,
    {
        let others = others.as_ref();
        let told = |arguments: &mut Arguments| others.iter().try_for_each(|other| other.bind(arguments));
        only(self.rows().insert(Belonging::CallerAnd, &told, &[change]))
    }

    /// Makes a row that belongs to one of those whom the caller's claim lists, such as one of their teams.
    ///
    /// # Errors
    /// 404 where the caller is none of theirs, or a [`Ref`] names a row that the caller may not use; 409 where a constraint refuses.
    pub fn insert_for<'c, C: Creates<T>>(
        &'c self,
        owner: &<T::Belongs as InsertedForNamed<T>>::Owner,
        change: &C,
    ) -> Boxed<'c, Result<T, Problem>>
    where
        T::Belongs: InsertedForNamed<T>,
    {
        if !self.is_one_of_theirs(&owner.to_text()) {
            return Box::pin(std::future::ready(Err(Refusal::NotFound.into())));
        }
        let belonging = match T::TABLE.owner {
            Owner::Columns([owner]) if matches!(owner.claim, Claim::Each(_)) => Belonging::CallerAnd,
            _ => Belonging::Named,
        };
        only(self.rows().insert(belonging, &|arguments| owner.bind(arguments), &[change]))
    }

    /// Whether the caller is this owner, or one of several.
    fn is_one_of_theirs(&self, owner: &str) -> bool {
        let Owner::Columns([only]) = T::TABLE.owner else { return false };
        let Some(kind) = T::TABLE.kind(only.column) else { return false };
        let caller = self.rows().passed().caller();
        match only.claim {
            Claim::Each(claim) => caller
                .list(claim, kind)
                .is_some_and(|values| values.iter().any(|value| value.to_text() == owner)),
            one => caller.value(&Given::Owner(one, kind)).is_some_and(|value| value.to_text() == owner),
        }
    }
}

impl<T: Resource> AllRowsMut<'_, T> {
    /// Makes a row that belongs to `owner`.
    ///
    /// # Errors
    /// 404 where a [`Ref`] names a row that the caller may not use; 409 where a constraint refuses.
    pub fn insert_for<'c, C: Creates<T>>(
        &'c self,
        owner: &<T::Belongs as InsertedForNamed<T>>::Owner,
        change: &C,
    ) -> Boxed<'c, Result<T, Problem>>
    where
        T::Belongs: InsertedForNamed<T>,
    {
        only(self.rows().insert(Belonging::Named, &|arguments| owner.bind(arguments), &[change]))
    }

    /// Makes a row of a table whose rows nobody owns.
    ///
    /// # Errors
    /// 404 where a [`Ref`] names a row that the caller may not use; 409 where a constraint refuses.
    pub fn insert<'c, C: Creates<T>>(&'c self, change: &C) -> Boxed<'c, Result<T, Problem>>
    where
        T::Belongs: InsertedForNobody<T>,
    {
        only(self.rows().insert(Belonging::Nobody, NOTHING, &[change]))
    }
}
