//! Where a list goes on: the cursor behind a row, sealed for one list of one caller.
//!
//! Floor 11.

use super::search::{Request, invalid};
use crate::cursor;
use crate::database::{Row, Table, Value};
use crate::proof::Passed;
use crate::reach::{Direction, Listing, Order};
use crate::refusal::Refusal;

/// What a cursor is for: the route and the ids in its path, the caller, filters and order.
fn purpose(passed: &Passed, table: &Table, request: &Request, listing: &Listing) -> Vec<u8> {
    let caller = passed.arrival.principal();
    let order: Vec<(&str, bool)> =
        listing.order.iter().map(|order| (order.column.name, order.direction == Direction::Down)).collect();
    let path: Vec<(&str, &str)> = passed.path.iter().map(|(name, text)| (&**name, text.as_str())).collect();
    let said = (
        (passed.policy.module, passed.policy.name, path, table.name),
        (caller.map(|caller| &caller.subject), caller.map(|caller| &caller.tenant)),
        (&request.filters, order),
    );
    serde_json::to_vec(&said).unwrap_or_default()
}

/// The place that the request's cursor says.
pub(super) fn open_cursor(
    passed: &Passed,
    table: &Table,
    request: &Request,
    listing: &Listing,
) -> Result<Option<Vec<Value>>, Refusal> {
    let Some(cursor) = &request.after else { return Ok(None) };
    let key = &passed.engines.cursors;
    let said = key.open(&purpose(passed, table, request, listing), cursor);
    let texts = said.and_then(|said| serde_json::from_slice::<Vec<String>>(&said).ok());
    let texts = texts.filter(|texts| texts.len() == listing.order.len());
    let values = texts.and_then(|texts| {
        let pairs = texts.iter().zip(&listing.order);
        pairs.map(|(text, order)| Value::from_cursor(order.column.kind, text)).collect::<Option<Vec<_>>>()
    });
    values.map(Some).ok_or_else(|| invalid("after", "cursor"))
}

/// The cursor behind a row.
pub(super) fn seal_cursor(
    passed: &Passed,
    table: &Table,
    request: &Request,
    listing: &Listing,
    last: &Row,
) -> Result<String, Refusal> {
    let value = |order: &Order| {
        let index = table.columns.iter().position(|column| column.name == order.column.name);
        let index = index.ok_or_else(|| Refusal::internal("an order by a column that is not there"))?;
        let value = Value::read(order.column.kind, last, index)?;
        value.map(|value| value.to_text()).ok_or_else(|| Refusal::internal("NULL in a column that sorts"))
    };
    let said = listing.order.iter().map(value).collect::<Result<Vec<String>, _>>()?;
    let said = serde_json::to_vec(&said).map_err(Refusal::internal)?;
    if said.len() > cursor::MOST_SAID {
        return Err(Refusal::internal(
            "a text in a column that sorts is too long for a cursor; bound it in the schema",
        ));
    }
    let cursor = passed.engines.cursors.seal(&purpose(passed, table, request, listing), &said);
    cursor.ok_or_else(|| Refusal::internal("no cursor could be sealed"))
}
