//! `ETag` and `If-Match`: whoever changes a row says which state of it they mean.
//!
//! Floor 11. RFC 9110, sections 8.8.3 and 13.1.1.

use http::header::IF_MATCH;

use crate::proof::Passed;
use crate::refusal::Refusal;
use crate::reply::entity_tag;

/// Whether the row is in a state that `If-Match` names; so where the header is absent, or the row counts no changes.
pub(super) fn holds(passed: &Passed, version: Option<i64>) -> Result<(), Refusal> {
    let Some(version) = version else { return Ok(()) };
    let tag = entity_tag(version);
    let mut asked = false;
    for value in passed.parts.headers.get_all(IF_MATCH) {
        asked = true;
        let value = value.to_str().map_err(|_| Refusal::Malformed("If-Match is not ASCII"))?;
        // Our tags have no comma in them. A weak tag never matches.
        if value.split(',').map(str::trim).any(|named| named == "*" || named == tag) {
            return Ok(());
        }
    }
    if asked { Err(Refusal::PreconditionFailed) } else { Ok(()) }
}

/// The answer to who was overtaken by another change.
pub(super) fn overtaken(passed: &Passed) -> Refusal {
    match passed.parts.headers.contains_key(IF_MATCH) {
        true => Refusal::PreconditionFailed,
        false => Refusal::Conflict,
    }
}
