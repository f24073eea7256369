//! Steps 4 and 6: quotas, each step one decision; and what a failed credential spends.
//!
//! Floor 12.

use std::borrow::Cow;
use std::time::Duration;

use crate::proof::Passed;
use crate::quota::{Ask, Asks, Decision, RouteQuotas, whole_seconds};
use crate::refusal::Refusal;

/// Step 4: quotas by address and caller.
pub(super) async fn by_caller(passed: &mut Passed) -> Result<(), Refusal> {
    let arrival = &passed.arrival;
    let asks = passed.quotas.by_caller(&passed.engines.fingerprints, arrival.client, arrival.subject());
    decide_by_caller(passed, asks).await
}

async fn decide_by_caller(passed: &mut Passed, asks: Asks) -> Result<(), Refusal> {
    let Some(decision) = decide(passed, asks).await? else { return Ok(()) };
    let verdict = verdict(&passed.quotas, &decision, None);
    passed.arrival.by_caller = Some(decision);
    verdict
}

/// What step 6 asks; `field` reads a field of the vetted body.
pub(super) fn asks_by_body<'b>(passed: &Passed, field: &dyn Fn(&str) -> Option<Cow<'b, str>>) -> Asks {
    let arrival = &passed.arrival;
    passed.quotas.by_body(&passed.engines.fingerprints, arrival.client, arrival.subject(), field)
}

/// Step 6: quotas by fields of the body.
pub(super) async fn by_body(passed: &Passed, asks: Asks) -> Result<(), Refusal> {
    let Some(decision) = decide(passed, asks).await? else { return Ok(()) };
    let verdict = verdict(&passed.quotas, &decision, passed.arrival.by_caller.as_ref());
    // Set once per request; a second value could only be the same.
    let _ = passed.arrival.by_body.set(decision);
    verdict
}

/// One decision; none where nothing is asked.
async fn decide(passed: &Passed, asks: Asks) -> Result<Option<Decision>, Refusal> {
    if asks.is_empty() {
        return Ok(None);
    }
    passed.engines.quotas.decide(&asks).decided().await.map(Some)
}

/// Whoever is told to wait must pass afterwards, so what the decision `before` spent to its end is waited for too.
fn verdict(quotas: &RouteQuotas, decision: &Decision, before: Option<&Decision>) -> Result<(), Refusal> {
    if decision.admits() {
        return Ok(());
    }
    let refusing = decision.standings.iter().filter(|standing| standing.refuses);
    let spent = before.into_iter().flat_map(|before| &before.standings);
    let spent = spent.filter(|standing| standing.remaining == 0);
    let wait = refusing.chain(spent).map(|standing| standing.eases_in).max().unwrap_or_default();
    Err(too_many(quotas.violated(decision), wait))
}

fn too_many(violated: Vec<String>, wait: Duration) -> Refusal {
    Refusal::QuotaExceeded { violated, retry_after: whole_seconds(wait).max(1) }
}

/// The key of the client's address in the guard.
fn failures(passed: &Passed) -> Ask {
    Ask::whole(0, passed.engines.fingerprints.begin().address(passed.arrival.client).finish())
}

/// What the quota of failed credentials is called in answers.
const FAILURES: &str = "failed credentials by ip";

/// Refuses an address that has presented too many credentials that prove nothing, before another is verified.
pub(super) fn check_failures(passed: &Passed) -> Result<(), Refusal> {
    let standing = passed.engines.guard.peek(failures(passed))?;
    if standing.refuses { Err(too_many(vec![FAILURES.to_owned()], standing.eases_in)) } else { Ok(()) }
}

/// A call came again that has succeeded before: a copy costs its address as a failed credential does, everywhere, and its sender nothing.
pub(super) fn spend_copy(passed: &Passed) -> Result<(), Refusal> {
    let decision = passed.engines.guard.decide_now(&[failures(passed)])?;
    let refused = decision.standings.iter().find(|standing| standing.refuses);
    refused.map_or(Ok(()), |standing| Err(too_many(vec![FAILURES.to_owned()], standing.eases_in)))
}

/// A credential proved nothing: that counts for its address, everywhere and on this route.
pub(super) async fn spend_failure(passed: &mut Passed) -> Result<(), Refusal> {
    let decision = passed.engines.guard.decide_now(&[failures(passed)])?;
    if let Some(standing) = decision.standings.iter().find(|standing| standing.refuses) {
        return Err(too_many(vec![FAILURES.to_owned()], standing.eases_in));
    }
    let asks = passed.quotas.by_address(&passed.engines.fingerprints, passed.arrival.client);
    decide_by_caller(passed, asks).await
}
