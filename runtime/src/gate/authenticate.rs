//! Step 2: the credential, and whom it proves.
//!
//! Floor 10.

use std::sync::Arc;

use http::HeaderMap;

use super::Guarded;
use super::quota;
use crate::arrival::Arrival;
use crate::engines::Engines;
use crate::identity::Presented;
use crate::policy::Access;
use crate::principal::Verified;
use crate::refusal::Refusal;

/// The caller. On a public route there is none, whatever is presented: a stale token must not keep anyone from
/// what is for everyone.
pub(super) async fn caller(
    engines: &Engines,
    route: &Guarded,
    headers: &HeaderMap,
    arrival: &Arrival,
) -> Result<Option<Arc<Verified>>, Refusal> {
    if matches!(route.mounted.policy.access, Access::Public) {
        return Ok(None);
    }
    let verified = match engines.credential.present(headers) {
        Ok(Presented::Nothing) => return Err(Refusal::NoCredential),
        Ok(Presented::Token(token)) => match engines.authenticator.remembered(token) {
            // Whoever proved themselves before is not kept out by the failures of a neighbour.
            Some(known) => known,
            None => {
                quota::check_failures(engines, arrival)?;
                engines.authenticator.verify(token)
            }
        },
        Err(malformed) => Err(malformed),
    };
    match verified {
        Ok(caller) => Ok(Some(caller)),
        Err(refusal) => {
            quota::spend_failure(engines, route, arrival).await?;
            Err(refusal)
        }
    }
}
