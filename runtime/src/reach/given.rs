//! What a request gives to the conditions of its statements: claims of the caller, ids of the path.
//!
//! Floor 4. What is missing or of the wrong form denies.

use std::sync::Arc;

use serde_json::Value as Json;

use crate::database::{Arguments, Claim, ColumnKind, Value};
use crate::principal::Verified;
use crate::refusal::Refusal;

/// A value that the request gives.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Given {
    /// What an owner is compared with.
    Owner(Claim, ColumnKind),
    /// The organisation that the caller's token is for.
    Tenant(ColumnKind),
    /// The id that the path has for another row of the route.
    Path(String, ColumnKind),
}

/// The most values of a claim that is a list.
const MOST: usize = 1024;

/// Who asks, and what their path says.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Caller<'r> {
    pub(crate) who: Option<&'r Verified>,
    pub(crate) path: &'r [(Arc<str>, String)],
}

impl Caller<'_> {
    /// Binds what was asked for.
    ///
    /// # Errors
    /// 404 where the caller cannot own or name such a row: no caller, no such claim, a value of another form, an empty list.
    pub(crate) fn bind(&self, given: &[Given], arguments: &mut Arguments) -> Result<(), Refusal> {
        given.iter().try_for_each(|given| match given {
            Given::Owner(Claim::Each(claim), kind) => {
                let values = self.list(claim, *kind).ok_or(Refusal::NotFound)?;
                Value::bind_list(*kind, &values, arguments)
            }
            one => self.value(one).ok_or(Refusal::NotFound)?.bind(arguments),
        })
    }

    /// The one value that was asked for.
    pub(crate) fn value(&self, given: &Given) -> Option<Value> {
        match given {
            Given::Owner(Claim::Subject, kind) => Value::identifier(*kind, &self.who?.subject),
            Given::Owner(Claim::One(claim), kind) => word(self.who?.claims.get(*claim)?, *kind),
            Given::Owner(Claim::Each(_), _) => None,
            Given::Tenant(kind) => Value::identifier(*kind, self.who?.tenant.as_deref()?),
            Given::Path(parameter, kind) => {
                let (_, text) = self.path.iter().find(|(name, _)| **name == **parameter)?;
                Value::identifier(*kind, text)
            }
        }
    }

    /// The values of a claim that is a list. One of another form spoils the list: it is not what the issuer meant.
    pub(crate) fn list(&self, claim: &str, kind: ColumnKind) -> Option<Vec<Value>> {
        let listed = self.who?.claims.get(claim)?.as_array()?;
        if listed.is_empty() || listed.len() > MOST {
            return None;
        }
        listed.iter().map(|value| word(value, kind)).collect()
    }
}

/// A claim that holds one value: a text, or a whole number for a column of numbers.
fn word(claim: &Json, kind: ColumnKind) -> Option<Value> {
    match claim {
        Json::String(text) => Value::identifier(kind, text),
        Json::Number(number) if kind != ColumnKind::Text => Value::identifier(kind, &number.to_string()),
        _ => None,
    }
}
