//! Step 2 of a webhook: the signature over the raw body, and whose it is; and the call that is run once.
//!
//! Floor 12. Nothing of the body is parsed before its signature is known, and nothing of the sender's quota is spent.

use axum::body::Body;
use axum::response::Response;
use http::StatusCode;

use super::{Mounted, body, enter, quota};
use crate::events::{Event, Name};
use crate::problem::Problem;
use crate::proof::Passed;
use crate::refusal::Refusal;
use crate::webhook::{Claim, Claimed};

/// The sequence from the signature on. A finished call is answered without running again.
pub(super) async fn pass(
    sender: &str,
    mounted: Mounted,
    passed: &mut Passed,
    body: Body,
) -> Result<Response, Problem> {
    // As a credential that proves nothing, a signature that does spends what the address has.
    let (call, body) = match verified(sender, passed, body).await {
        Ok(verified) => verified,
        Err(refusal @ (Refusal::BadSignature(_) | Refusal::Malformed(_))) => {
            quota::spend_failure(passed).await?;
            return Err(refusal.into());
        }
        Err(refusal) => return Err(refusal.into()),
    };
    if mounted.policy.waives("waive_webhook") {
        return enter(mounted, passed, body).await;
    }
    let webhook = known(passed, sender)?;
    let claim = match webhook.claim(&call, mounted.policy.timeout).await? {
        Claimed::Ours(claim) => claim,
        Claimed::Finished => {
            Event::new(Name::WebhookRepeated, passed.scene()).write();
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::NO_CONTENT;
            return Ok(response);
        }
    };
    let outcome = enter(mounted, passed, body).await;
    settle(claim, outcome).await
}

fn known<'p>(passed: &'p Passed, sender: &str) -> Result<&'p crate::webhook::Sender, Refusal> {
    passed.engines.webhooks.get(sender).ok_or_else(|| Refusal::internal("the app has no keys of this sender"))
}

/// The call, and its body from now on as a body that is there.
async fn verified(
    sender: &str,
    passed: &mut Passed,
    body: Body,
) -> Result<(crate::webhook::Verified, Body), Refusal> {
    quota::check_failures(passed)?;
    let webhook = known(passed, sender)?;
    let presented = webhook.presented(&passed.parts.headers)?;
    let body = body::read(body, true, false, passed).await?;
    let call = webhook.verify(&presented, &body)?;
    passed.arrival.sender = Some(webhook.subject());
    Ok((call, Body::from(body)))
}

/// A call that has succeeded is kept, and one that has not is its sender's to try again.
async fn settle(claim: Claim, outcome: Result<Response, Problem>) -> Result<Response, Problem> {
    let success = outcome
        .as_ref()
        .is_ok_and(|response| response.status().is_success() || response.status().is_redirection());
    if success {
        // What was done cannot be taken back; what is not noted is run again at worst once the claim has ended.
        if let Err(refusal) = claim.keep().await {
            tracing::error!(%refusal, "a webhook call that succeeded could not be noted");
        }
    } else {
        claim.release().await;
    }
    outcome
}
