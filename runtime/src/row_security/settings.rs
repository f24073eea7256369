//! What PostgreSQL is told of a caller: settings of the transaction, which the policies read.
//!
//! Floor 5.

use std::sync::Arc;

use crate::database::Settings;
use crate::principal::Verified;

/// The subject; empty for nobody.
pub(super) const SUBJECT: &str = "portcullis.subject";
/// The organisation; empty for none.
pub(super) const TENANT: &str = "portcullis.tenant";
/// The claims, as a JSON object.
pub(super) const CLAIMS: &str = "portcullis.claims";
/// The tables whose owner does not bind the caller, with commas between them; `*` for all, and for all organisations.
pub(super) const LIFTED: &str = "portcullis.lifted";

/// The settings for one caller.
pub(crate) fn settings(caller: Option<&Verified>, lifted: &str) -> Settings {
    let subject = caller.map(|caller| caller.subject.clone()).unwrap_or_default();
    let tenant = caller.and_then(|caller| caller.tenant.clone()).unwrap_or_default();
    let claims = caller.map(|caller| serde_json::Value::Object(caller.claims.clone()).to_string());
    Arc::new([
        (SUBJECT, subject),
        (TENANT, tenant),
        (CLAIMS, claims.unwrap_or_else(|| "{}".to_owned())),
        (LIFTED, lifted.to_owned()),
    ])
}
