//! Many rows: `OwnedSet<T>`, `OwnedSetMut<T>` of the caller's, `AllRows<T>`, `AllRowsMut<T>` of everyone's.
//!
//! Floor 11.

use std::ops::Deref;

use bytes::Bytes;

use super::belongs::InsertedUnder;
use super::change::{Creates, Patches, Requires};
use super::insert::NamesParent;
use super::resource::{Resource, row_shape};
use super::rows::{Rows, only};
use super::search::{Request, Search};
use crate::database::Column;
use crate::input::{ChangesState, Text};
use crate::policy::RowRule;
use crate::problem::Problem;
use crate::proof::{Cx, Passed};
use crate::reach::Belonging;
use crate::refusal::Refusal;
use crate::reply::{Page, Viewer};
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
    after: Option<Text<8256>>,
}

impl Paging {
    pub(super) fn request(&self) -> Request {
        Request::of_page(self.limit.unwrap_or(20).into(), self.after.as_deref())
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
            /// 404 where it is absent or not reached, or a [`Ref`](crate::Ref) names a row that the caller may not use; 409 where a constraint
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
        pub struct $name<'r, T>(Rows<'r, T>, Viewer<'r>);

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
                Self($name(rows, Viewer::of_job(passed)))
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
