//! Grants of a row: given, taken back, listed, by whoever reaches the row without one.
//!
//! Floor 11.

use super::belongs::Granted;
use super::level::{LevelOf, LevelsOf};
use super::resource::Resource;
use super::row::{Owned, OwnedMut};
use crate::database::Column;
use crate::problem::Problem;
use crate::reach::Bound;
use crate::refusal::Refusal;
use crate::route::Boxed;

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

impl<T: Resource> OwnedMut<'_, T> {
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

    /// Who else reaches the row; none where the caller reaches it by a grant alone.
    ///
    /// # Errors
    /// 503 where the database does not answer.
    pub async fn grants(&self) -> Result<Vec<Grant<<T::Belongs as Granted<T>>::Grantee>>, Problem>
    where
        T::Belongs: Granted<T>,
        T::Level: LevelsOf<T>,
    {
        self.0.grants().await
    }
}
