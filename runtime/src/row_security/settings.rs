//! What PostgreSQL is told of a caller: settings of the transaction, which the policies read.
//!
//! Floor 5. A value that PostgreSQL cannot hold is not told, and what is not told denies: no claim makes a statement fail.

use std::sync::Arc;

use serde_json::{Map, Value as Json};

use super::lifts::Lifts;
use crate::database::Settings;
use crate::principal::Verified;

/// The subject; empty for nobody.
pub(super) const SUBJECT: &str = "portcullis.subject";
/// The organisation; empty for none.
pub(super) const TENANT: &str = "portcullis.tenant";
/// The claims that name owners, as a JSON object of texts and of lists of texts.
pub(super) const CLAIMS: &str = "portcullis.claims";
/// What binds the caller less than an owner does: see [`Lifts`].
pub(super) const LIFTED: &str = "portcullis.lifted";

/// The settings for one caller; of their claims those alone that a policy reads.
pub(crate) fn settings(caller: Option<&Verified>, lifts: &Lifts, claims: &[&str]) -> Settings {
    let subject = caller.map(|caller| caller.subject.as_str());
    let tenant = caller.and_then(|caller| caller.tenant.as_deref());
    let claim = |name: &&str| Some(((*name).to_owned(), plain(caller?.claims.get(*name)?)?));
    let claims: Map<String, Json> = claims.iter().filter_map(claim).collect();
    Arc::new([
        (SUBJECT, told(subject)),
        (TENANT, told(tenant)),
        (CLAIMS, Json::Object(claims).to_string()),
        (LIFTED, lifts.text()),
    ])
}

/// PostgreSQL has no text with a NUL in it.
fn told(text: Option<&str>) -> String {
    text.filter(|text| !text.contains('\0')).unwrap_or_default().to_owned()
}

/// A claim as a text or a list of texts. One value of another form spoils a list: it is not what the issuer meant.
fn plain(claim: &Json) -> Option<Json> {
    match claim {
        Json::Array(values) => values.iter().map(word).collect::<Option<Vec<_>>>().map(Json::Array),
        one => word(one),
    }
}

fn word(value: &Json) -> Option<Json> {
    match value {
        Json::String(text) => (!text.contains('\0')).then(|| Json::String(text.clone())),
        Json::Number(number) => Some(Json::String(number.to_string())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn claims_are_texts_and_lists_of_texts() {
        assert_eq!(plain(&json!("a")), Some(json!("a")));
        assert_eq!(plain(&json!(7)), Some(json!("7")));
        assert_eq!(plain(&json!(["a", 7])), Some(json!(["a", "7"])));
        for spoilt in
            [json!(null), json!(true), json!({ "a": 1 }), json!(["a", ["b"]]), json!("a\0"), json!(["\0"])]
        {
            assert_eq!(plain(&spoilt), None, "{spoilt}");
        }
        assert_eq!(
            (told(Some("a")), told(Some("a\0b")), told(None)),
            ("a".into(), String::new(), String::new())
        );
    }
}
