//! One row of the caller's: `Owned<T>`, `OwnedMut<T>`.
//!
//! Floor 11.

use std::ops::Deref;

use bytes::Bytes;

use super::belongs::Granted;
use super::change::{Patches, Requires};
use super::key::Identifier;
use super::level::{LevelOf, LevelsOf};
use super::precondition;
use super::resource::{Resource, row_shape};
use super::rows::{NOTHING, Rows};
use super::tx::Tx;
use crate::database::Column;
use crate::input::ChangesState;
use crate::policy::RowRule;
use crate::problem::Problem;
use crate::proof::{Cx, Passed};
use crate::reach::Bound;
use crate::refusal::Refusal;
use crate::reply::Json;
use crate::route::slot::Owning;
use crate::route::{Admission, Boxed, Input, InputShape, Route, SealedInput};

/// One row, fetched by its id **and** its owner in one statement, named by `owns`. It derefs to `T`.
///
/// `{order_id}` in the path is the id for a parameter `order`; `{id}` serves where there is one row. A row that
/// is absent and a row of another owner get the same 404. Beside a row of its parent it must be below that very one. It borrows its
/// request: it can be neither stored nor sent to a task; data copied out of it is plain data.
pub struct Owned<'r, T> {
    row: T,
    rows: Rows<'r, T>,
}

/// One row as [`Owned`] has it, which can be changed and removed on a route that may change state. Each
/// statement repeats the predicate on the owner.
///
/// Where the row type counts its changes (`version = "…"`), an update holds only for the row as it was fetched: whoever was
/// overtaken gets 412 where they sent `If-Match` (RFC 9110, section 13.1.1), else 409.
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
    /// 404 where the row is gone or no longer the caller's, or a [`Ref`](super::Ref) names a row that they may not use; 409 where a
    /// constraint refuses; 412 or 409 where another was faster.
    pub fn update<'c, C: Patches<T>>(&'c mut self, change: &C) -> Boxed<'c, Result<(), Problem>> {
        let Self(Owned { row, rows }) = self;
        let written = rows.update(&row.id(), change, row.version());
        Box::pin(async move {
            match written.await?.into_iter().next() {
                Some(changed) => *row = changed,
                None => return Err(missed(rows, row).await.into()),
            }
            Ok(())
        })
    }

    /// Sets the columns of the change if the row is as required, in one statement; says whether it was.
    ///
    /// # Errors
    /// 404 where the row is gone or no longer the caller's; 409 where a constraint refuses; 412 or 409 where another was faster.
    pub fn update_if<'c, Q: Requires<T>, C: Patches<T>>(
        &'c mut self,
        required: &Q,
        change: &C,
    ) -> Boxed<'c, Result<bool, Problem>> {
        let Self(Owned { row, rows }) = self;
        let written = rows.update_if(&row.id(), required, change, row.version());
        Box::pin(async move {
            if let Some(changed) = written.await?.into_iter().next() {
                *row = changed;
                return Ok(true);
            }
            let now = rows.find(&row.id()).await?;
            if now.version() != row.version() {
                return Err(precondition::overtaken(rows.passed()).into());
            }
            *row = now;
            Ok(false)
        })
    }

    /// Removes the row.
    ///
    /// # Errors
    /// 404 where the row is gone or no longer the caller's; 409 where a constraint refuses; 412 or 409 where another was faster.
    pub async fn delete(self) -> Result<(), Problem> {
        let Owned { row, rows } = self.0;
        match row.version() {
            None => Ok(rows.delete(&row.id()).await?),
            Some(version) if rows.delete_version(&row.id(), version).await? => Ok(()),
            Some(_) => Err(missed(&rows, &row).await.into()),
        }
    }

    /// Reads the row again and keeps others from changing it until the transaction ends.
    ///
    /// # Errors
    /// 404 where the row is gone or no longer the caller's; 412 where it is no longer in a state that `If-Match` names; 503 where
    /// another holds it for too long.
    pub async fn lock(&mut self, _transaction: &Tx<'_>) -> Result<(), Problem> {
        let Owned { row, rows } = &mut self.0;
        *row = rows.lock(&row.id()).await?;
        Ok(precondition::holds(rows.passed(), row.version())?)
    }

    /// Gives someone this level over the row, or changes the one they have. Only who reaches the row without a grant can.
    ///
    /// # Errors
    /// 404 where the row is gone, or reached by a grant alone; 409 where a constraint refuses.
    pub fn grant<'c, L: LevelOf<T, T::Level>>(
        &'c self,
        to: &<T::Belongs as Granted<T>>::Grantee,
        level: L,
    ) -> Boxed<'c, Result<(), Problem>>
    where
        T::Belongs: Granted<T>,
    {
        let rows = &self.0.rows;
        let bound = rows.access().and_then(|access| {
            access.granting(rows.reached().grant(), &|arguments| {
                self.0.row.id().bind(arguments)?;
                to.bind(arguments)?;
                level.word().to_owned().bind(arguments)
            })
        });
        Box::pin(async move { Ok(self.touch(bound).await?) })
    }

    /// Takes back what someone was granted.
    ///
    /// # Errors
    /// 404 where the row is gone, reached by a grant alone, or nothing was granted to them.
    pub async fn revoke(&self, from: &<T::Belongs as Granted<T>>::Grantee) -> Result<(), Problem>
    where
        T::Belongs: Granted<T>,
        T::Level: LevelsOf<T>,
    {
        let rows = &self.0.rows;
        let bound = rows.access()?.granting(rows.reached().revoke(), &|arguments| {
            self.0.row.id().bind(arguments)?;
            from.bind(arguments)
        });
        Ok(self.touch(bound).await?)
    }

    async fn touch(&self, bound: Result<Bound, Refusal>) -> Result<(), Refusal> {
        let touched = self.0.rows.access()?.touched(bound?).await?;
        if touched { Ok(()) } else { Err(Refusal::NotFound) }
    }
}

/// Why an update touched nothing.
async fn missed<T: Resource>(rows: &Rows<'_, T>, row: &T) -> Refusal {
    match rows.find(&row.id()).await {
        Ok(now) if now.version() != row.version() => precondition::overtaken(rows.passed()),
        Ok(_) => Refusal::NotFound,
        Err(refusal) => refusal,
    }
}

/// Whom a row is granted to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant<G> {
    /// Who.
    pub to: G,
    /// The name of their level.
    pub level: String,
}

impl<T: Resource> Owned<'_, T> {
    /// Who else reaches the row; none where the caller reaches it by a grant alone.
    ///
    /// # Errors
    /// 503 where the database does not answer.
    pub async fn grants(&self) -> Result<Vec<Grant<<T::Belongs as Granted<T>>::Grantee>>, Problem>
    where
        T::Belongs: Granted<T>,
        T::Level: LevelsOf<T>,
    {
        let access = self.rows.access()?;
        let bound =
            access.granting(self.rows.reached().granted(), &|arguments| self.row.id().bind(arguments))?;
        let rows = access.all(bound).await?;
        let grant = |row| Ok(Grant { to: Column::read(row, 0)?, level: String::read(row, 1)? });
        Ok(rows.iter().map(grant).collect::<Result<_, Refusal>>()?)
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
