//! Step 2: the credential, and whom it proves.
//!
//! Floor 10.

use std::sync::Arc;

use http::HeaderMap;

use crate::engines::Engines;
use crate::identity::Presented;
use crate::policy::{Access, RoutePolicy};
use crate::principal::Verified;
use crate::refusal::Refusal;

/// The caller. On a public route there is none, whatever is presented: a stale token must not keep anyone from
/// what is for everyone.
pub(super) fn caller(
    engines: &Engines,
    policy: &RoutePolicy,
    headers: &HeaderMap,
) -> Result<Option<Arc<Verified>>, Refusal> {
    if matches!(policy.access, Access::Public) {
        return Ok(None);
    }
    match engines.credential.present(headers)? {
        Presented::Nothing => Err(Refusal::NoCredential),
        Presented::Token(token) => engines.authenticator.verify(token).map(Some),
    }
}
