//! Many rows: `OwnedSet<T>`, `OwnedSetMut<T>` of the caller's, `AllRows<T>`, `AllRowsMut<T>` of everyone's.
//!
//! Floor 9.

use std::ops::Deref;

use bytes::Bytes;

use super::change::{Creates, Patches};
use super::resource::{Resource, table_shape};
use super::rows::Rows;
use crate::input::{ChangesState, Text};
use crate::problem::Problem;
use crate::proof::Cx;
use crate::refusal::Refusal;
use crate::reply::Page;
use crate::route::slot::{Every, Owning};
use crate::route::{Admission, Boxed, Input, InputShape, Route, RowShape, SealedInput};

/// Which page of a list: `?limit=20&after=…`, taken as `Valid<Query<Paging>>`.
///
/// `limit` is from 1 to 100, by default 20; `after` is the `next` of the page before.
#[portcullis_macros::secure_input]
#[derive(Debug, Default)]
pub struct Paging {
    #[validate(range(min = 1, max = 100))]
    limit: Option<u8>,
    after: Option<Text<255>>,
}

impl Paging {
    pub(super) fn size(&self) -> u8 {
        self.limit.unwrap_or(20)
    }

    pub(super) fn after(&self) -> Option<&str> {
        self.after.as_deref()
    }
}

const fn shape<T: Resource>(writes: bool) -> InputShape {
    let row = RowShape { table: table_shape::<T>(), single: false };
    InputShape { row: Some(row), writes, ..InputShape::NOTHING }
}

macro_rules! sets {
    ($($(#[$doc:meta])* $name:ident $name_mut:ident [$($slot:tt)*] [$($generic:tt)*] $origin:expr;)*) => {$(
        $(#[$doc])*
        pub struct $name<'r, T>(Rows<'r, T>);

        impl<T: Resource> $name<'_, T> {
            /// One page of the rows, in the order of their ids.
            ///
            /// # Errors
            /// 422 where `after` names no id.
            pub async fn page(&self, paging: &Paging) -> Result<Page<T>, Problem> {
                Ok(self.0.page(paging).await?)
            }

            /// How many rows there are.
            ///
            /// # Errors
            /// 503 where the database does not answer.
            pub async fn count(&self) -> Result<u64, Problem> {
                Ok(self.0.count().await?)
            }

            /// The row of this id.
            ///
            /// # Errors
            /// 404 where it is absent or not reached.
            pub async fn get(&self, id: &T::Id) -> Result<T, Problem> {
                Ok(self.0.find(id).await?)
            }
        }

        impl<T> SealedInput for $name<'_, T> {}

        impl<'r, R: Route, T: Resource, $($generic)*> Input<'r, R, $($slot)*> for $name<'r, T> {
            const SHAPE: InputShape = shape::<T>(false);
            type Vetted = Self;

            fn vet(cx: &Cx<'r, R>, _: &Bytes) -> Result<Self, Refusal> {
                let origin: fn(&'r crate::proof::Passed) -> Result<Rows<'r, T>, Refusal> = $origin;
                origin(cx.passed()).map(Self)
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

        impl<T: Resource> $name_mut<'_, T> {
            /// Sets the columns of the change in the row of this id, and gives the row as it then is.
            ///
            /// # Errors
            /// 404 where it is absent or not reached; 409 where a constraint refuses.
            pub fn update<'c, C: Patches<T>>(&'c self, id: &T::Id, change: &C) -> Boxed<'c, Result<T, Problem>> {
                self.0.0.update(id, change)
            }

            /// Removes the row of this id.
            ///
            /// # Errors
            /// 404 where it is absent or not reached; 409 where a constraint refuses.
            pub async fn delete(&self, id: &T::Id) -> Result<(), Problem> {
                Ok(self.0.0.delete(id).await?)
            }
        }

        impl<T> SealedInput for $name_mut<'_, T> {}

        impl<'r, R: Route, T: Resource, $($generic)*> Input<'r, R, $($slot)*> for $name_mut<'r, T>
        where
            R::Verb: ChangesState<Self>,
        {
            const SHAPE: InputShape = shape::<T>(true);
            type Vetted = $name<'r, T>;

            fn vet(cx: &Cx<'r, R>, body: &Bytes) -> Result<Self::Vetted, Refusal> {
                <$name<'r, T> as Input<'r, R, $($slot)*>>::vet(cx, body)
            }

            fn admit(vetted: Self::Vetted, _: &Cx<'r, R>) -> Admission<'r, Self> {
                Admission::Ready(Self(vetted))
            }
        }
    )*};
}

sets! {
    /// The caller's rows, named by `owns`. Every statement carries the predicate on the owner.
    OwnedSet OwnedSetMut [Owning<N>] [const N: usize] Rows::owned;
    /// Every row of a table, whoever owns it, named by `all_rows`.
    AllRows AllRowsMut [Every] [] |passed| Ok(Rows::every(passed));
}

impl<T: Resource> OwnedSetMut<'_, T> {
    /// Makes a row. Its owner is the caller; the change cannot say otherwise.
    ///
    /// # Errors
    /// 409 where a constraint refuses.
    pub fn insert<'c, C: Creates<T>>(&'c self, change: &C) -> Boxed<'c, Result<T, Problem>> {
        self.0.0.insert(change)
    }
}

impl<T: Resource> AllRowsMut<'_, T> {
    /// Makes a row that belongs to `owner`.
    ///
    /// # Errors
    /// 409 where a constraint refuses.
    pub fn insert_for<'c, C: Creates<T>>(
        &'c self,
        owner: &T::Owner,
        change: &C,
    ) -> Boxed<'c, Result<T, Problem>> {
        self.0.0.insert_for(owner, change)
    }
}
