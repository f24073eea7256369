//! Many rows: `OwnedSet<T>`, `OwnedSetMut<T>` of the caller's, `AllRows<T>`, `AllRowsMut<T>` of everyone's.
//!
//! Floor 11.

use std::ops::Deref;

use bytes::Bytes;

use super::belongs::{
    InsertedForCaller, InsertedForNamed, InsertedForNobody, InsertedUnder, InsertedWithOthers, Upserted,
};
use super::change::{Creates, Patches, Requires};
use super::key::Identifier;
use super::reference::Ref;
use super::resource::{Resource, row_shape};
use super::row::{Owned, OwnedMut};
use super::rows::{NOTHING, Rows, only};
use super::search::{Request, Search};
use crate::database::{Arguments, Claim, Column, Owner};
use crate::input::{ChangesState, Text};
use crate::policy::RowRule;
use crate::problem::Problem;
use crate::proof::{Cx, Passed, Viewer};
use crate::reach::{Belonging, Given};
use crate::refusal::Refusal;
use crate::reply::Page;
use crate::route::slot::{Every, Owning};
use crate::route::{Admission, Boxed, Input, InputShape, Route, SealedInput};

/// Which page of a list: `?limit=20&after=…`, taken as `Valid<Query<Paging>>`.
///
/// `limit` is from 1 to 100, by default 20; `after` is the `next` of the page before, and holds for the same route and caller
/// alone. [`Search`] takes filters and an order besides.
#[portcullis_macros::secure_input]
#[derive(Debug, Default)]
pub struct Paging {
    #[validate(range(min = 1, max = 100))]
    limit: Option<u8>,
    after: Option<Text<2048>>,
}

impl Paging {
    pub(super) fn request(&self) -> Request {
        Request::of_page(self.limit.unwrap_or(20).into(), self.after.as_deref())
    }
}

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

const fn shape<T: Resource>(writes: bool) -> InputShape {
    let row = row_shape::<T>(false);
    InputShape { row: Some(row), writes, ..InputShape::NOTHING }
}

/// The rule that names this parameter.
fn parameter(rules: &[RowRule], position: usize) -> Result<usize, Refusal> {
    rules.get(position).map(|rule| rule.parameter).ok_or(Refusal::NotFound)
}

/// What reads rows, whoever's they are.
macro_rules! reads {
    ($name:ident) => {
        impl<'r, T: Resource> $name<'r, T> {
            /// One page of the rows, in the order of their ids.
            ///
            /// # Errors
            /// 422 where `after` is no cursor of this list.
            pub async fn page(&self, paging: &Paging) -> Result<Page<T>, Problem> {
                Ok(self.0.list(&paging.request(), &self.1).await?)
            }

            /// The rows that a client asks for, in the order and on the page that it asks for.
            ///
            /// # Errors
            /// 422 where it asks by a field that it may not ask by, or `after` is no cursor of this list.
            pub async fn list(&self, search: &Search<T>) -> Result<Page<T>, Problem> {
                Ok(self.0.list(&search.request, &self.1).await?)
            }

            /// How many rows there are.
            ///
            /// # Errors
            /// 503 where the database does not answer.
            pub async fn count(&self) -> Result<u64, Problem> {
                Ok(self.0.count().await?)
            }

            /// Whether there is a row of this id that is reached.
            ///
            /// # Errors
            /// 503 where the database does not answer.
            pub async fn exists(&self, id: &T::Id) -> Result<bool, Problem> {
                Ok(self.0.exists(id).await?)
            }

            /// The row of this id.
            ///
            /// # Errors
            /// 404 where it is absent or not reached.
            pub async fn get(&self, id: &T::Id) -> Result<T, Problem> {
                Ok(self.0.find(id).await?)
            }

            pub(super) fn rows(&self) -> &Rows<'r, T> {
                &self.0
            }
        }
    };
}

/// What changes rows, whoever's they are.
macro_rules! writes {
    ($name:ident) => {
        impl<T: Resource> $name<'_, T> {
            /// Sets the columns of the change in the row of this id, and gives the row as it then is.
            ///
            /// # Errors
            /// 404 where it is absent or not reached, or a [`Ref`] names a row that the caller may not use; 409 where a constraint
            /// refuses.
            pub fn update<'c, C: Patches<T>>(
                &'c self,
                id: &T::Id,
                change: &C,
            ) -> Boxed<'c, Result<T, Problem>> {
                only(self.rows().update(id, change, None))
            }

            /// Sets the columns of the change in the row of this id if it is as required, in one statement, and gives the row as
            /// it then is; nothing where it is not as required.
            ///
            /// # Errors
            /// 404 where it is absent or not reached; 409 where a constraint refuses.
            pub fn update_if<'c, Q: Requires<T>, C: Patches<T>>(
                &'c self,
                id: &T::Id,
                required: &Q,
                change: &C,
            ) -> Boxed<'c, Result<Option<T>, Problem>> {
                let (rows, id) = (self.rows(), id.clone());
                let written = rows.update_if(&id, required, change, None);
                Box::pin(async move {
                    let changed = written.await?.into_iter().next();
                    if changed.is_none() {
                        rows.find(&id).await?;
                    }
                    Ok(changed)
                })
            }

            /// Removes the row of this id.
            ///
            /// # Errors
            /// 404 where it is absent or not reached; 409 where a constraint refuses.
            pub async fn delete(&self, id: &T::Id) -> Result<(), Problem> {
                Ok(self.rows().delete(id).await?)
            }

            /// Makes a row below a parent, which the caller must reach, in one statement.
            ///
            /// # Errors
            /// 404 where the parent is absent or not reached; 409 where a constraint refuses.
            pub fn insert_under<'c, P: Resource, C: Creates<T>>(
                &'c self,
                parent: &impl NamesParent<P>,
                change: &C,
            ) -> Boxed<'c, Result<T, Problem>>
            where
                T::Belongs: InsertedUnder<T, P>,
            {
                let parent = parent.parent();
                only(self.rows().insert(Belonging::Parent, &|arguments| parent.bind(arguments), &[change]))
            }
        }
    };
}

macro_rules! sets {
    ($($(#[$doc:meta])* $name:ident $name_mut:ident $slot:ident $rules:ident;)*) => {$(
        $(#[$doc])*
        pub struct $name<'r, T>(Rows<'r, T>, Viewer);

        reads!($name);

        impl<T> SealedInput for $name<'_, T> {}

        impl<'r, R: Route, T: Resource, const N: usize> Input<'r, R, $slot<N>> for $name<'r, T> {
            const SHAPE: InputShape = shape::<T>(false);
            type Vetted = Self;

            fn vet(cx: &Cx<'r, R>, _: &Bytes) -> Result<Self, Refusal> {
                let position = parameter(R::POLICY.$rules, N)?;
                Ok(Self(Rows::of(cx.passed(), position)?, cx.viewer()))
            }

            fn admit(vetted: Self, _: &Cx<'r, R>) -> Admission<'r, Self> {
                Admission::Ready(vetted)
            }
        }

        #[doc = concat!("The rows of [`", stringify!($name), "`], which can be changed on a route that may change state.")]
        pub struct $name_mut<'r, T>($name<'r, T>);

        impl<'r, T> Deref for $name_mut<'r, T> {
            type Target = $name<'r, T>;

            fn deref(&self) -> &Self::Target {
                &self.0
            }
        }

        writes!($name_mut);

        impl<'r, T: Resource> $name_mut<'r, T> {
            /// The rows of a job of the app itself.
            pub(super) fn of_job(passed: &'r Passed, rows: Rows<'r, T>) -> Self {
                Self($name(rows, Viewer::of(passed)))
            }
        }

        impl<T> SealedInput for $name_mut<'_, T> {}

        impl<'r, R: Route, T: Resource, const N: usize> Input<'r, R, $slot<N>> for $name_mut<'r, T>
        where
            R::Verb: ChangesState<Self>,
        {
            const SHAPE: InputShape = shape::<T>(true);
            type Vetted = $name<'r, T>;

            fn vet(cx: &Cx<'r, R>, body: &Bytes) -> Result<Self::Vetted, Refusal> {
                <$name<'r, T> as Input<'r, R, $slot<N>>>::vet(cx, body)
            }

            fn admit(vetted: Self::Vetted, _: &Cx<'r, R>) -> Admission<'r, Self> {
                Admission::Ready(Self(vetted))
            }
        }
    )*};
}

sets! {
    /// The caller's rows, named by `owns`. Every statement carries the predicate on the owner.
    OwnedSet OwnedSetMut Owning owns;
    /// Every row of a table, whoever owns it, named by `all_rows`; within the caller's organisation, where rows have one.
    AllRows AllRowsMut Every all_rows;
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
            let fault = crate::refusal::FieldFault::new("", "length");
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

/// The most values that one insert binds: fewer than any engine takes.
const MOST_VALUES: usize = 16_000;

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
