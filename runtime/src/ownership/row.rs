//! One row of the caller's: `Owned<T>`, `OwnedMut<T>`.
//!
//! Floor 9.

use std::ops::Deref;

use bytes::Bytes;

use super::change::Patches;
use super::key::Identifier;
use super::resource::{Resource, table_shape};
use super::rows::Rows;
use crate::input::ChangesState;
use crate::policy::RowRule;
use crate::problem::Problem;
use crate::proof::{Cx, Passed};
use crate::refusal::Refusal;
use crate::reply::Json;
use crate::route::slot::Owning;
use crate::route::{Admission, Boxed, Input, InputShape, Route, RowShape, SealedInput};

/// One row, fetched by its id **and** its owner in one statement, named by `owns`. It derefs to `T`.
///
/// `{order_id}` in the path is the id for a parameter `order`; `{id}` serves where there is one row. A row that
/// is absent and a row of another owner get the same 404. It borrows its request: it can be neither stored nor
/// sent to a task; data copied out of it is plain data.
pub struct Owned<'r, T> {
    row: T,
    rows: Rows<'r, T>,
}

/// One row as [`Owned`] has it, which can be changed and removed on a route that may change state. Each
/// statement repeats the predicate on the owner.
pub struct OwnedMut<'r, T>(Owned<'r, T>);

impl<T> Owned<'_, T> {
    /// The row as a reply, narrowed to the viewer.
    pub fn into_reply(self) -> Json<T> {
        Json(self.row)
    }
}

impl<T: Resource> OwnedMut<'_, T> {
    /// Sets the columns of the change and reads the row again.
    ///
    /// # Errors
    /// 404 where the row is gone or no longer the caller's; 409 where a constraint refuses.
    pub fn update<'c, C: Patches<T>>(&'c mut self, change: &C) -> Boxed<'c, Result<(), Problem>> {
        let Self(Owned { row, rows }) = self;
        let written = rows.update(&row.id(), change);
        Box::pin(async move {
            *row = written.await?;
            Ok(())
        })
    }

    /// Removes the row.
    ///
    /// # Errors
    /// 404 where the row is gone or no longer the caller's; 409 where a constraint refuses.
    pub async fn delete(self) -> Result<(), Problem> {
        Ok(self.0.rows.delete(&self.0.row.id()).await?)
    }
}

impl<T> OwnedMut<'_, T> {
    /// The row as a reply, narrowed to the viewer.
    pub fn into_reply(self) -> Json<T> {
        self.0.into_reply()
    }
}

impl<T> Deref for Owned<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.row
    }
}

impl<T> Deref for OwnedMut<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0.row
    }
}

impl<T> SealedInput for Owned<'_, T> {}
impl<T> SealedInput for OwnedMut<'_, T> {}

const fn shape<T: Resource>(writes: bool) -> InputShape {
    let row = RowShape { table: table_shape::<T>(), single: true };
    InputShape { row: Some(row), writes, path: None, ..InputShape::NOTHING }
}

/// The id that the path names for this rule. What names no id names no row.
fn id<T: Resource>(passed: &Passed, rule: Option<&RowRule>) -> Result<T::Id, Refusal> {
    let rule = rule.ok_or(Refusal::NotFound)?;
    let long = passed.path.iter().find(|(name, _)| is_long_name(name, rule.name, T::KEY));
    let text = long.map(|(_, text)| text.as_str()).or_else(|| passed.path_text(T::KEY));
    text.and_then(T::Id::from_text).ok_or(Refusal::NotFound)
}

/// Whether a path parameter is `{order_id}` for the parameter `order` and the key `id`.
fn is_long_name(name: &str, parameter: &str, key: &str) -> bool {
    name.strip_prefix(parameter).and_then(|rest| rest.strip_prefix('_')) == Some(key)
}

impl<'r, R: Route, T: Resource, const N: usize> Input<'r, R, Owning<N>> for Owned<'r, T> {
    const SHAPE: InputShape = shape::<T>(false);
    type Vetted = (T::Id, Rows<'r, T>);

    fn vet(cx: &Cx<'r, R>, _: &Bytes) -> Result<Self::Vetted, Refusal> {
        let passed = cx.passed();
        Ok((id::<T>(passed, R::POLICY.owns.get(N))?, Rows::owned(passed)?))
    }

    fn admit((id, rows): Self::Vetted, _: &Cx<'r, R>) -> Admission<'r, Self> {
        Admission::Pending(Box::pin(async move {
            let row = rows.find(&id).await?;
            Ok(Self { row, rows })
        }))
    }
}

impl<'r, R: Route, T: Resource, const N: usize> Input<'r, R, Owning<N>> for OwnedMut<'r, T>
where
    R::Verb: ChangesState<Self>,
{
    const SHAPE: InputShape = shape::<T>(true);
    type Vetted = (T::Id, Rows<'r, T>);

    fn vet(cx: &Cx<'r, R>, body: &Bytes) -> Result<Self::Vetted, Refusal> {
        <Owned<'r, T> as Input<'r, R, Owning<N>>>::vet(cx, body)
    }

    fn admit((id, rows): Self::Vetted, _: &Cx<'r, R>) -> Admission<'r, Self> {
        Admission::Pending(Box::pin(async move {
            let row = rows.find(&id).await?;
            Ok(Self(Owned { row, rows }))
        }))
    }
}
