//! Step 2: the credential, and whom it proves.
//!
//! Floor 12.

use std::sync::Arc;

use super::quota;
use crate::policy::Access;
use crate::principal::Verified;
use crate::proof::Passed;
use crate::refusal::Refusal;
use crate::token::Presented;

/// The caller. On a public route there is none, whatever is presented: a stale token must not keep anyone from
/// what is for everyone.
pub(super) async fn caller(passed: &mut Passed) -> Result<Option<Arc<Verified>>, Refusal> {
    if matches!(passed.policy.access, Access::Public) {
        return Ok(None);
    }
    let engines = &*passed.engines;
    let verified = match engines.credential.present(&passed.parts.headers) {
        Ok(Presented::Nothing) => return Err(Refusal::NoCredential),
        Ok(Presented::Token(token)) => match engines.authenticator.remembered(token) {
            // Whoever proved themselves before is not kept out by the failures of a neighbour.
            Some(known) => known,
            None => {
                quota::check_failures(passed)?;
                // On the heap, so that requests whose token is known do not carry its future.
                Box::pin(engines.authenticator.verify(token)).await
            }
        },
        Err(malformed) => Err(malformed),
    };
    match verified {
        Ok(caller) => Ok(Some(caller)),
        // Nothing was found wrong with it.
        Err(unavailable @ Refusal::Unavailable(_)) => Err(unavailable),
        Err(refusal) => {
            quota::spend_failure(passed).await?;
            Err(refusal)
        }
    }
}
