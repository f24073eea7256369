//! Steps 4 and 6: quotas, each step one decision; and what a failed credential spends.
//!
//! Floor 10.

use std::borrow::Cow;
use std::sync::OnceLock;
use std::time::Duration;

use super::Guarded;
use crate::arrival::Arrival;
use crate::engines::Engines;
use crate::proof::Passed;
use crate::quota::{Ask, Asks, Decision, RouteQuotas, whole_seconds};
use crate::refusal::Refusal;

/// Step 4: quotas by address and caller.
pub(super) async fn by_caller(engines: &Engines, route: &Guarded, arrival: &Arrival) -> Result<(), Refusal> {
    let asks = route.quotas.by_caller(&engines.fingerprints, arrival.client, arrival.subject());
    decide(engines, &route.quotas, asks, &arrival.decisions[0]).await
}

/// What step 6 asks; `field` reads a field of the vetted body.
pub(super) fn asks_by_body<'b>(passed: &Passed, field: &dyn Fn(&str) -> Option<Cow<'b, str>>) -> Asks {
    let arrival = &*passed.arrival;
    passed.quotas.by_body(&passed.engines.fingerprints, arrival.client, arrival.subject(), field)
}

/// Step 6: quotas by fields of the body.
pub(super) async fn by_body(passed: &Passed, asks: Asks) -> Result<(), Refusal> {
    decide(&passed.engines, &passed.quotas, asks, &passed.arrival.decisions[1]).await
}

/// One decision, kept for the answer.
async fn decide(
    engines: &Engines,
    quotas: &RouteQuotas,
    asks: Asks,
    kept: &OnceLock<Decision>,
) -> Result<(), Refusal> {
    if asks.is_empty() {
        return Ok(());
    }
    let decision = engines.quotas.decide(&asks).decided().await?;
    let verdict = if decision.admits() { Ok(()) } else { Err(exceeded(quotas, &decision)) };
    // Set once per request; a second value could only be the same.
    let _ = kept.set(decision);
    verdict
}

fn exceeded(quotas: &RouteQuotas, decision: &Decision) -> Refusal {
    let refusing = decision.standings.iter().filter(|standing| standing.refuses);
    let wait = refusing.map(|standing| standing.eases_in).max().unwrap_or_default();
    too_many(quotas.violated(decision), wait)
}

fn too_many(violated: Vec<String>, wait: Duration) -> Refusal {
    Refusal::QuotaExceeded { violated, retry_after: whole_seconds(wait).max(1) }
}

/// The key of the client's address in the guard.
fn failures(engines: &Engines, arrival: &Arrival) -> Ask {
    Ask { quota: 0, key: engines.fingerprints.begin().address(arrival.client).finish() }
}

/// What the quota of failed credentials is called in answers.
const FAILURES: &str = "failed credentials by ip";

/// Refuses an address that has presented too many credentials that prove nothing, before another is verified.
pub(super) fn check_failures(engines: &Engines, arrival: &Arrival) -> Result<(), Refusal> {
    let standing = engines.guard.peek(failures(engines, arrival))?;
    if standing.refuses { Err(too_many(vec![FAILURES.to_owned()], standing.eases_in)) } else { Ok(()) }
}

/// A credential proved nothing: that counts for its address, everywhere and on this route.
pub(super) async fn spend_failure(
    engines: &Engines,
    route: &Guarded,
    arrival: &Arrival,
) -> Result<(), Refusal> {
    let decision = engines.guard.decide_now(&[failures(engines, arrival)])?;
    if let Some(standing) = decision.standings.iter().find(|standing| standing.refuses) {
        return Err(too_many(vec![FAILURES.to_owned()], standing.eases_in));
    }
    let asks = route.quotas.by_address(&engines.fingerprints, arrival.client);
    decide(engines, &route.quotas, asks, &arrival.decisions[0]).await
}
