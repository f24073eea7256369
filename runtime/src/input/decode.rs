//! From bytes to a declared input, or to the fields at fault.
//!
//! Floor 10. A value is read once; only when that fails is it read again to learn which field was at fault.
//! Nothing of the value itself goes into the answer.

use std::fmt::Display;

use serde::de::{DeserializeOwned, IgnoredAny};

use super::vet::{Faults, SecureInput};
use crate::refusal::{FieldFault, Refusal};

/// JSON of RFC 8259. Depth is bounded by the parser, at 128.
pub(super) fn json<T: SecureInput>(bytes: &[u8]) -> Result<T, Refusal> {
    let value = serde_json::from_slice(bytes).map_err(|_| {
        // A fault of form comes first, wherever in the text it stands.
        let formed =
            std::str::from_utf8(bytes).is_ok_and(|text| serde_json::from_str::<IgnoredAny>(text).is_ok());
        if !formed {
            return Refusal::Malformed("the body is not JSON");
        }
        let mut again = serde_json::Deserializer::from_slice(bytes);
        Refusal::Invalid(vec![locate::<T, _>(&mut again)])
    })?;
    vetted(value)
}

/// What another server wrote, in JSON: a field that is not declared is left out, because servers add fields and nothing of them gets in.
pub(super) fn foreign<T: SecureInput>(bytes: &[u8]) -> Result<T, Refusal> {
    super::object::as_foreign(|| json(bytes))
}

/// The same for a list.
#[cfg(feature = "egress")]
pub(super) fn foreign_list<T: SecureInput>(bytes: &[u8]) -> Result<Vec<T>, Refusal> {
    let read = super::object::as_foreign(|| serde_json::from_slice::<super::egress::List<T>>(bytes));
    let list = read.map_err(|_| {
        let mut again = serde_json::Deserializer::from_slice(bytes);
        let fault = super::object::as_foreign(|| locate::<super::egress::List<T>, _>(&mut again));
        Refusal::Invalid(vec![fault])
    })?;
    list.0.into_iter().map(vetted).collect()
}

/// Pairs of names and values, as queries and forms write them.
pub(super) fn pairs<T: SecureInput>(text: &[u8]) -> Result<T, Refusal> {
    if !decodes_to_utf8(text) {
        return Err(Refusal::Malformed("not UTF-8"));
    }
    let value = serde_urlencoded::from_bytes(text).map_err(|_| {
        let again = serde_urlencoded::Deserializer::new(url_pairs(text));
        Refusal::Invalid(vec![locate::<T, _>(again)])
    })?;
    vetted(value)
}

fn url_pairs(text: &[u8]) -> form_urlencoded::Parse<'_> {
    form_urlencoded::parse(text)
}

/// Percent escapes may hide bytes that are not UTF-8, which the decoder would replace in silence.
fn decodes_to_utf8(text: &[u8]) -> bool {
    percent_encoding::percent_decode(text).decode_utf8().is_ok()
}

fn vetted<T: SecureInput>(value: T) -> Result<T, Refusal> {
    let mut faults = Faults::default();
    value.vet(&mut faults);
    let found = faults.into_found();
    if found.is_empty() { Ok(value) } else { Err(Refusal::Invalid(found)) }
}

/// Reads again to learn where reading fails.
fn locate<'de, T: DeserializeOwned, D>(input: D) -> FieldFault
where
    D: serde::Deserializer<'de>,
    D::Error: Display,
{
    let Err(error) = serde_path_to_error::deserialize::<_, T>(input) else {
        return FieldFault::new("", "invalid");
    };
    let part = |segment: &serde_path_to_error::Segment| match segment {
        serde_path_to_error::Segment::Seq { index } => index.to_string(),
        other => other.to_string(),
    };
    let mut path: Vec<String> = error.path().iter().map(part).collect();
    let (rule, name) = rule_of(&error.inner().to_string());
    // A missing field is told of its parent; its name is the struct's own.
    if let Some(name) = name {
        path.retain(|part| part != "?");
        path.push(name);
    }
    FieldFault::new(shortened(&path.join(".")), rule)
}

/// The rule that serde says was broken, and the missing field that it names. Serde has no structured form of these.
fn rule_of(said: &str) -> (&'static str, Option<String>) {
    let named = || said.split('`').nth(1).map(str::to_owned);
    if said.starts_with("unknown field") {
        ("unknown_field", None)
    } else if said.starts_with("missing field") {
        ("missing", named())
    } else if said.starts_with("duplicate field") {
        ("duplicate", None)
    } else if said.starts_with("unknown variant") {
        ("unknown_word", None)
    } else if said.starts_with("public_url") {
        ("public_url", None)
    } else if said.starts_with("length") {
        ("length", None)
    } else if said.starts_with("hostname") {
        ("hostname", None)
    } else if said.starts_with("invalid type") || said.starts_with("invalid digit") {
        ("type", None)
    } else if said.starts_with("invalid value") || said.starts_with("number too") {
        ("range", None)
    } else {
        ("invalid", None)
    }
}

/// A client names unknown fields as it likes; what is echoed is short and plain.
pub(super) fn shortened(path: &str) -> String {
    path.chars().filter(|letter| letter.is_alphanumeric() || "_-.$@".contains(*letter)).take(120).collect()
}
