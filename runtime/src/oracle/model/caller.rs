//! What a token and a path say, as names of rows and owners.
//!
//! Floor 6. "Subjects and ids must print back to their own text (`+7` and `007` are not 7), else deny."

use serde_json::Value as Json;
use uuid::Uuid;

use super::super::op::Op;
use crate::database::{Claim, ColumnKind, Value};

/// The most that a list may say.
const LONGEST_LIST: usize = 1024;
/// The longest text that names someone, in bytes.
const LONGEST_NAME: usize = 255;

/// Who this text names, where it is the one text that does.
fn named(kind: ColumnKind, text: &str) -> Option<Value> {
    let whole_number = || {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let zero = text == "0";
        let plain = !digits.is_empty()
            && digits.chars().all(|digit| digit.is_ascii_digit())
            && !digits.starts_with('0');
        (zero || plain).then(|| text.parse::<i128>().ok()).flatten()
    };
    match kind {
        ColumnKind::Integer32 => i32::try_from(whole_number()?).ok().map(Value::Integer32),
        ColumnKind::Integer => i64::try_from(whole_number()?).ok().map(Value::Integer),
        ColumnKind::Text => {
            let named = (1..=LONGEST_NAME).contains(&text.len()) && !text.contains('\0');
            named.then(|| Value::Text(text.to_owned()))
        }
        ColumnKind::Uuid => {
            let id = Uuid::parse_str(text).ok()?;
            (format!("{:x}", id.hyphenated()) == text).then_some(Value::Uuid(id))
        }
        _ => None,
    }
}

/// Whom a claim names: a text, or a whole number where names are numbers.
fn claimed(kind: ColumnKind, claim: &Json) -> Option<Value> {
    match (claim, kind) {
        (Json::String(text), _) => named(kind, text),
        (Json::Number(number), ColumnKind::Integer | ColumnKind::Integer32) if !number.is_f64() => {
            named(kind, &number.to_string())
        }
        _ => None,
    }
}

impl Op {
    /// All that the caller is, for an owner of this kind; none where nothing says it, which denies.
    pub(super) fn owners(&self, claim: Claim, kind: ColumnKind) -> Option<Vec<Value>> {
        let who = self.who.as_ref()?;
        match claim {
            Claim::Subject => Some(vec![named(kind, &who.subject)?]),
            Claim::One(claim) => Some(vec![claimed(kind, who.claims.get(claim)?)?]),
            Claim::Each(claim) => {
                let list = who.claims.get(claim)?.as_array()?;
                let fits = (1..=LONGEST_LIST).contains(&list.len());
                // One that is of another form spoils the list.
                fits.then(|| list.iter().map(|claim| claimed(kind, claim)).collect()).flatten()
            }
        }
    }

    pub(super) fn organisation(&self, kind: ColumnKind) -> Option<Value> {
        named(kind, self.who.as_ref()?.tenant.as_deref()?)
    }

    /// The id that the path has for a parameter.
    pub(super) fn id_in_path(&self, parameter: &str, kind: ColumnKind) -> Option<Value> {
        let (_, text) = self.path.iter().find(|(name, _)| **name == *parameter)?;
        named(kind, text)
    }
}
