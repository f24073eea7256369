//! Step 2 of a webhook: the signature over the raw body, and whose it is; and the call that is run once.
//!
//! Floor 12. Nothing of the body is parsed before its signature is known, and nothing of the sender's quota is spent.

use std::convert::Infallible;
use std::future::Future;
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::response::Response;
use http::StatusCode;

use super::{Mounted, body, enter, quota};
use crate::database::Session;
use crate::events::{Event, Name};
use crate::problem::Problem;
use crate::proof::Passed;
use crate::refusal::Refusal;
use crate::route::Boxed;
use crate::webhook::{Claim, Claimed};

/// Runs a request whether or not its client waits for the answer: a sender who hangs up tries again, and would otherwise run the half of it once more.
pub(super) fn to_its_end(
    answering: impl Future<Output = Response> + Send + 'static,
) -> Boxed<'static, Result<Response, Infallible>> {
    let running = tokio::spawn(answering);
    Box::pin(async move {
        // Panics of a handler are answered within; what is left is a server that stops.
        let answer = running.await;
        Ok(answer.unwrap_or_else(|_| {
            let mut stopped = Response::new(Body::empty());
            *stopped.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
            stopped
        }))
    })
}

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
        Err(refusal @ Refusal::BadSignature(_)) => {
            quota::spend_failure(passed).await?;
            return Err(refusal.into());
        }
        Err(refusal) => return Err(refusal.into()),
    };
    if mounted.policy.waives("waive_webhook") {
        return enter(mounted, passed, body).await;
    }
    let webhook = known(passed, sender)?;
    match webhook.claim(&call, mounted.policy.timeout).await? {
        Claimed::Ours(claim) => passed.claim = Mutex::new(Some(claim)),
        Claimed::Finished => {
            quota::spend_copy(passed)?;
            Event::new(Name::WebhookRepeated, passed.scene()).write();
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::NO_CONTENT;
            return Ok(response);
        }
    }
    let outcome = enter(mounted, passed, body).await;
    settle(passed.take_claim(), outcome).await
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

/// Commits, and notes the call with it. Nobody ends this: a call whose effect stands is noted, whoever went away or was timed out meanwhile.
pub(super) async fn commit(session: Arc<Session>, claim: Claim) -> Result<(), Refusal> {
    let committing = tokio::spawn(async move {
        match session.commit().await {
            Ok(()) => {
                keep(claim).await;
                Ok(())
            }
            Err(refusal) => {
                claim.release().await;
                Err(refusal)
            }
        }
    });
    committing.await.map_err(Refusal::internal)?
}

/// What was done cannot be taken back; what is not noted is run again at worst once the claim has ended.
async fn keep(claim: Claim) {
    if let Err(refusal) = claim.keep().await {
        tracing::error!(%refusal, "a webhook call that succeeded could not be noted");
    }
}

/// A call that has succeeded is kept, and one that has not is its sender's to try again; unless that was settled with its transaction.
async fn settle(claim: Option<Claim>, outcome: Result<Response, Problem>) -> Result<Response, Problem> {
    let Some(claim) = claim else { return outcome };
    let success = outcome
        .as_ref()
        .is_ok_and(|response| response.status().is_success() || response.status().is_redirection());
    if success {
        keep(claim).await;
    } else {
        claim.release().await;
    }
    outcome
}
