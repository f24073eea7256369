//! Which row a parameter means: that of an id in the path, or the only one that the caller has.
//!
//! Floor 11.

use bytes::Bytes;

use super::key::Identifier;
use super::precondition;
use super::resource::{Resource, row_shape};
use super::row::{Owned, OwnedMut};
use super::rows::{NOTHING, Rows};
use crate::input::ChangesState;
use crate::policy::RowRule;
use crate::proof::{Cx, Passed};
use crate::refusal::Refusal;
use crate::route::slot::Owning;
use crate::route::{Admission, Input, InputShape, Route, SealedInput};

impl<T> SealedInput for Owned<'_, T> {}
impl<T> SealedInput for OwnedMut<'_, T> {}

const fn shape<T: Resource>(writes: bool) -> InputShape {
    let row = row_shape::<T>(true);
    // The caller's only row is read from no path.
    let path: Option<&'static [&'static str]> = if T::TABLE.one_per_owner { Some(&[]) } else { None };
    InputShape { row: Some(row), writes, path, ..InputShape::NOTHING }
}

/// The id that the path names for this rule. What names no id names no row.
fn id<T: Resource>(passed: &Passed, rule: &RowRule) -> Result<T::Id, Refusal> {
    let key = T::TABLE.key;
    let long = passed.path.iter().find(|(name, _)| is_long_name(name, rule.name, key));
    let text = long.map(|(_, text)| text.as_str()).or_else(|| passed.path_text(key));
    text.and_then(T::Id::from_text).ok_or(Refusal::NotFound)
}

/// Whether a path parameter is `{order_id}` for the parameter `order` and the key `id`.
fn is_long_name(name: &str, parameter: &str, key: &str) -> bool {
    name.strip_prefix(parameter).and_then(|rest| rest.strip_prefix('_')) == Some(key)
}

/// Which row is meant, before it is fetched: that of an id, or the only one that the caller has.
pub struct Meant<'r, T: Resource> {
    id: Option<T::Id>,
    rows: Rows<'r, T>,
}

impl<'r, T: Resource> Meant<'r, T> {
    fn read(passed: &'r Passed, rule: Option<&RowRule>) -> Result<Self, Refusal> {
        let rule = rule.ok_or(Refusal::NotFound)?;
        if T::TABLE.one_per_owner {
            let rows = Rows::own(passed, rule.parameter)?;
            rows.access()?.bound(rows.reached().mine.clone(), NOTHING)?;
            return Ok(Self { id: None, rows });
        }
        Ok(Self { id: Some(id::<T>(passed, rule)?), rows: Rows::of(passed, rule.parameter)? })
    }

    async fn fetch(self) -> Result<Owned<'r, T>, Refusal> {
        let Self { id, rows } = self;
        let row = match id {
            Some(id) => rows.find(&id).await?,
            None => rows.mine().await?,
        };
        Ok(Owned { row, rows })
    }
}

impl<'r, R: Route, T: Resource, const N: usize> Input<'r, R, Owning<N>> for Owned<'r, T> {
    const SHAPE: InputShape = shape::<T>(false);
    type Vetted = Meant<'r, T>;

    fn vet(cx: &Cx<'r, R>, _: &Bytes) -> Result<Self::Vetted, Refusal> {
        Meant::read(cx.passed(), R::POLICY.owns.get(N))
    }

    fn admit(meant: Self::Vetted, _: &Cx<'r, R>) -> Admission<'r, Self> {
        Admission::Pending(Box::pin(meant.fetch()))
    }
}

impl<'r, R: Route, T: Resource, const N: usize> Input<'r, R, Owning<N>> for OwnedMut<'r, T>
where
    R::Verb: ChangesState<Self>,
{
    const SHAPE: InputShape = shape::<T>(true);
    type Vetted = Meant<'r, T>;

    fn vet(cx: &Cx<'r, R>, body: &Bytes) -> Result<Self::Vetted, Refusal> {
        <Owned<'r, T> as Input<'r, R, Owning<N>>>::vet(cx, body)
    }

    fn admit(meant: Self::Vetted, cx: &Cx<'r, R>) -> Admission<'r, Self> {
        let passed = cx.passed();
        Admission::Pending(Box::pin(async move {
            let owned = meant.fetch().await?;
            precondition::holds(passed, owned.row.version())?;
            Ok(Self(owned))
        }))
    }
}
