//! One row of the caller's: `Owned<T>`, `OwnedMut<T>`, and what is done to it.
//!
//! Floor 11.

use std::ops::Deref;

use super::change::{Patches, Requires};
use super::precondition;
use super::resource::Resource;
use super::rows::Rows;
use super::tx::Tx;
use crate::problem::Problem;
use crate::refusal::Refusal;
use crate::reply::Json;
use crate::route::Boxed;

/// One row, fetched by its id **and** its owner in one statement, named by `owns`. It derefs to `T`.
///
/// `{order_id}` in the path is the id for a parameter `order`; `{id}` serves where there is one row. A row that
/// is absent and a row of another owner get the same 404. Beside a row of its parent it must be below that very one. It borrows its
/// request: it can be neither stored nor sent to a task; data copied out of it is plain data.
pub struct Owned<'r, T> {
    pub(super) row: T,
    pub(super) rows: Rows<'r, T>,
}

/// One row as [`Owned`] has it, which can be changed and removed on a route that may change state. Each
/// statement repeats the predicate on the owner.
///
/// Where the row type counts its changes (`version = "…"`), an update holds only for the row as it was fetched: whoever was
/// overtaken gets 412 where they sent `If-Match` (RFC 9110, section 13.1.1), else 409.
pub struct OwnedMut<'r, T>(pub(super) Owned<'r, T>);

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
}

/// Why an update touched nothing.
async fn missed<T: Resource>(rows: &Rows<'_, T>, row: &T) -> Refusal {
    match rows.find(&row.id()).await {
        Ok(now) if now.version() != row.version() => precondition::overtaken(rows.passed()),
        Ok(_) => Refusal::NotFound,
        Err(refusal) => refusal,
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
