//! Sealed columns: bytes that are sealed once their row is known, and opened when somebody looks.
//!
//! Floor 3.

use zeroize::Zeroizing;

use super::{Arguments, Column, Row};
use crate::database::{ColumnKind, KeptAs, Table, Value};
use crate::refusal::Refusal;
use crate::sealed::{Sealed, SealedValue, SealingKeys, plain};

/// A value that is to be sealed. `Debug` shows nothing of it.
pub(crate) struct Unsealed(Zeroizing<Vec<u8>>);

impl Unsealed {
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl std::fmt::Debug for Unsealed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Unsealed(…)")
    }
}

/// What the sealed values of a row open with: keys, and the table that says where each stands.
#[derive(Debug, Clone)]
pub(crate) struct Opening {
    pub(crate) keys: SealingKeys,
    pub(crate) table: &'static Table,
}

impl Opening {
    /// The key of a row that was read in the order of the table's columns, as text.
    pub(crate) fn key_of(&self, row: &Row) -> Result<String, Refusal> {
        let key = self.text_of(row, self.table.key)?;
        key.ok_or_else(|| Refusal::internal("the key of the row is NULL"))
    }

    /// Those whom a row names as its owners.
    fn owners_of(&self, row: &Row) -> Result<Vec<String>, Refusal> {
        let columns = self.table.owner_columns();
        columns.into_iter().filter_map(|column| self.text_of(row, column).transpose()).collect()
    }

    fn text_of(&self, row: &Row, name: &str) -> Result<Option<String>, Refusal> {
        let at = self.table.columns.iter().position(|column| column.name == name);
        let at = at.ok_or_else(|| Refusal::internal("the row lacks a column of its table"))?;
        let kind = self.table.kind(name).unwrap_or(ColumnKind::Bytes);
        Ok(Value::read(kind, row, at)?.map(|value| value.to_text()))
    }
}

/// What stands in the column until the value is sealed, in the same transaction: a form that opens as nothing, and which of the values it stands for.
/// Engines give back the rows that they wrote in any order.
const UNTIL_SEALED: u8 = 0;

fn stand_in(position: usize) -> Vec<u8> {
    let mut bytes = vec![UNTIL_SEALED];
    bytes.extend_from_slice(&(position as u64).to_be_bytes());
    bytes
}

impl Arguments {
    /// Binds a value that is sealed once its row is known; none leaves the column as it is, or NULL.
    pub(crate) fn seal_later<T: SealedValue>(&mut self, value: Option<&T>) -> Result<(), Refusal> {
        let Some(value) = value else { return None::<Vec<u8>>.bind(self) };
        stand_in(self.unsealed.len()).bind(self)?;
        self.unsealed.push(Unsealed(plain(value)));
        Ok(())
    }
}

/// The value for which a column of a row that was just written holds the stand-in.
pub(crate) fn stood_for<'u>(
    row: &Row,
    index: usize,
    unsealed: &'u [Unsealed],
) -> Result<Option<&'u Unsealed>, Refusal> {
    let bytes = Option::<Vec<u8>>::read(row, index)?.unwrap_or_default();
    let [UNTIL_SEALED, position @ ..] = bytes.as_slice() else { return Ok(None) };
    let position =
        position.try_into().ok().map(u64::from_be_bytes).and_then(|position| usize::try_from(position).ok());
    Ok(position.and_then(|position| unsealed.get(position)))
}

fn read<T: SealedValue>(row: &Row, index: usize) -> Result<Option<Sealed<T>>, Refusal> {
    let Some(bytes) = Option::<Vec<u8>>::read(row, index)? else { return Ok(None) };
    let opening = row.opening.as_ref();
    let opening = opening.ok_or_else(|| Refusal::internal("a sealed value was read outside of its row"))?;
    let column = opening.table.columns.get(index);
    let column = column.ok_or_else(|| Refusal::internal("a sealed value is of no column of its table"))?;
    Ok(Some(Sealed::read(
        bytes,
        &opening.keys,
        opening.table.name,
        column.name,
        opening.key_of(row)?,
        opening.owners_of(row)?,
    )))
}

impl<T: SealedValue> super::hidden::Column for Sealed<T> {}

impl<T: SealedValue> Column for Sealed<T> {
    const KIND: ColumnKind = ColumnKind::Bytes;
    const KEPT: KeptAs = KeptAs::Sealed;

    fn read(row: &Row, index: usize) -> Result<Self, Refusal> {
        read(row, index)?.ok_or_else(|| Refusal::internal("a sealed value is NULL"))
    }

    fn bind(&self, _: &mut Arguments) -> Result<(), Refusal> {
        Err(Refusal::internal("a sealed value is of its own row"))
    }
}

impl<T: SealedValue> super::hidden::Column for Option<Sealed<T>> {}

impl<T: SealedValue> Column for Option<Sealed<T>> {
    const KIND: ColumnKind = ColumnKind::Bytes;
    const NULLABLE: bool = true;
    const KEPT: KeptAs = KeptAs::Sealed;

    fn read(row: &Row, index: usize) -> Result<Self, Refusal> {
        read(row, index)
    }

    fn bind(&self, _: &mut Arguments) -> Result<(), Refusal> {
        Err(Refusal::internal("a sealed value is of its own row"))
    }
}
