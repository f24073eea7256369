//! Step 2: the credential, and whom it proves.
//!
//! Floor 12.

use std::sync::Arc;

use super::quota;
use crate::engines::Engines;
use crate::principal::Verified;
use crate::proof::Passed;
use crate::refusal::Refusal;
use crate::token::Presented;

/// The caller. On a public route there is none, whatever is presented: a stale token must not keep anyone from
/// what is for everyone. On a webhook the signature proves the sender.
pub(super) async fn caller(passed: &mut Passed) -> Result<Option<Arc<Verified>>, Refusal> {
    if !passed.policy.access.asks_for_a_token() {
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
    let verified = match verified {
        Ok(caller) => in_session(engines, caller).await,
        refused => refused,
    };
    match verified {
        Ok(caller) => Ok(Some(caller)),
        // An engine that does not answer says nothing of the credential.
        Err(refusal) if refusal.status().is_server_error() => Err(refusal),
        Err(refusal) => {
            quota::spend_failure(passed).await?;
            Err(refusal)
        }
    }
}

/// What the detectors see of a caller.
pub(super) fn notice(passed: &Passed) {
    if let Some(caller) = passed.arrival.principal() {
        passed.engines.detectors.seen(caller, passed.arrival.client, || passed.scene());
    }
}

/// Asks once more whether the session of the caller lives.
///
/// # Errors
/// 401 where it has ended meanwhile; 503 where the database does not answer.
pub(super) async fn again(passed: &Passed) -> Result<(), Refusal> {
    match &passed.arrival.caller {
        // On the heap, so that requests whose body is there at once do not carry its future.
        Some(caller) => Box::pin(in_session(&passed.engines, Arc::clone(caller))).await.map(|_| ()),
        None => Ok(()),
    }
}

/// The caller, where the session that the token is of still lives. Tokens of other issuers have none.
async fn in_session(engines: &Engines, caller: Arc<Verified>) -> Result<Arc<Verified>, Refusal> {
    if let (Some(accounts), Some(_)) = (&engines.accounts, &caller.session) {
        match accounts.remembered(&caller) {
            Some(verdict) => verdict?,
            // On the heap, so that requests whose session is known do not carry its future.
            None => Box::pin(accounts.check(&caller)).await?,
        }
    }
    Ok(caller)
}
