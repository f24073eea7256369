//! Sealing anew what an older key has sealed, while the app goes on.
//!
//! Floor 11. A value is written only where it is still the one that was opened, so nobody's change is lost; who reads meanwhile opens either.

use super::resource::Resource;
use super::rows::Rows;
use super::system::AllOf;
use crate::database::{Column, ColumnKind, Value};
use crate::problem::Problem;
use crate::reach::Access;
use crate::refusal::Refusal;
use crate::sealed::{SealingKeys, sealed_anew};

/// How many rows are read at once.
const ROWS: u32 = 200;

/// What sealing anew has done, in values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Resealed {
    /// Sealed by the newest key now.
    pub resealed: u64,
    /// Changed by somebody else meanwhile, who sealed them: call once more to be sure by which key.
    pub overtaken: u64,
    /// Not opened, and left as they are; the log has `crypt_decrypt_fail` for each.
    pub unreadable: u64,
}

impl<T: Resource> AllOf<T> {
    /// Seals by the newest key what another has sealed, row by row. An old key may be taken away once this gives zeros.
    ///
    /// ```
    /// # use portcullis::prelude::*;
    /// # #[derive(Resource)]
    /// # #[resource(table = "customers", owner = "user_id")]
    /// # struct Customer { id: i64, user_id: i64, phone: Sealed<String> }
    /// async fn rotate(system: &portcullis::System) -> Result<(), Problem> {
    ///     let done = system.all::<Customer>()?.reseal().await?;
    ///     tracing::info!(resealed = done.resealed, unreadable = done.unreadable, "sealed anew");
    ///     Ok(())
    /// }
    /// ```
    ///
    /// # Errors
    /// 503 where the database does not answer; 500 where the app has no sealing keys. What was sealed anew before stays so.
    pub async fn reseal(&self) -> Result<Resealed, Problem> {
        let (passed, reached) = self.parts();
        let rows = Rows::<T>::reaching(passed, reached);
        let columns: Vec<&str> = T::TABLE.columns.iter().map(|column| column.name).collect();
        let columns = T::TABLE.sealed_among(&columns);
        let mut done = Resealed::default();
        if columns.is_empty() {
            return Ok(done);
        }
        let keys = passed.engines.sealing.as_ref();
        let keys = keys.ok_or_else(|| Refusal::internal("the app has no sealing keys"))?;
        let access = rows.access()?;
        let mut after = None;
        loop {
            let found = page(&access, &columns, after.as_ref()).await?;
            let Some((last, _)) = found.last() else { return Ok(done) };
            after = Some(last.clone());
            for (key, values) in found {
                for (column, bytes) in columns.iter().zip(values) {
                    let Some(bytes) = bytes else { continue };
                    reseal(&access, keys, (column, &key), bytes, &mut done).await?;
                }
            }
        }
    }
}

/// The key of a row, and its sealed values.
type Found = (Value, Vec<Option<Vec<u8>>>);

/// The rows after this key.
async fn page(access: &Access<'_>, columns: &[&str], after: Option<&Value>) -> Result<Vec<Found>, Refusal> {
    let table = access.reached.table;
    let kind = table.kind(table.key).unwrap_or(ColumnKind::Bytes);
    let prepared = access.reached.sealed_page(columns, after.is_some(), ROWS);
    let bound =
        access.bound(prepared, &|arguments| after.iter().try_for_each(|after| after.bind(arguments)))?;
    let mut found = Vec::new();
    for row in access.all(bound).await? {
        let key = Value::read(kind, &row, 0)?.ok_or_else(|| Refusal::internal("the key of a row is NULL"))?;
        let values = (1..=columns.len()).map(|at| Option::<Vec<u8>>::read(&row, at));
        found.push((key, values.collect::<Result<_, _>>()?));
    }
    Ok(found)
}

async fn reseal(
    access: &Access<'_>,
    keys: &SealingKeys,
    (column, key): (&str, &Value),
    bytes: Vec<u8>,
    done: &mut Resealed,
) -> Result<(), Refusal> {
    let table = access.reached.table.name;
    let anew = match sealed_anew(keys, (table, column, &key.to_text()), &bytes) {
        Ok(Some(anew)) => anew,
        Ok(None) => return Ok(()),
        // Told in the log. The others are not kept waiting for it.
        Err(_) => {
            done.unreadable += 1;
            return Ok(());
        }
    };
    let bound = access.bound(access.reached.reseal(column), &|arguments| {
        key.bind(arguments)?;
        anew.bind(arguments)?;
        bytes.bind(arguments)
    })?;
    if access.touched(bound).await? {
        done.resealed += 1
    } else {
        done.overtaken += 1
    }
    Ok(())
}
