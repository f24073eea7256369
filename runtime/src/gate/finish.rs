//! Step 9: one answer for everything, its headers, its log line.
//!
//! Floor 10.

use std::any::Any;
use std::fmt::Display;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use axum::response::Response;
use futures_util::FutureExt;
use http::HeaderName;
use http::header::{CACHE_CONTROL, HeaderValue, X_CONTENT_TYPE_OPTIONS};

use super::Guarded;
use crate::arrival::Arrival;
use crate::problem::{Problem, render};
use crate::refusal::Refusal;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");
const RATE_LIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

/// Runs the sequence within its time, and turns a panic into an internal problem.
pub(super) async fn contain(
    limit: Duration,
    sequence: impl Future<Output = Result<Response, Problem>>,
) -> Result<Response, Problem> {
    // The body has the same limit and is given the chance to be the one that reports.
    let limit = limit.saturating_add(Duration::from_millis(50));
    match tokio::time::timeout(limit, AssertUnwindSafe(sequence).catch_unwind()).await {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(panic)) => Err(Refusal::internal(panic_text(panic.as_ref())).into()),
        Err(_) => Err(Refusal::TimedOut.into()),
    }
}

fn panic_text(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    format!("the handler panicked: {}", text.unwrap_or("without a text"))
}

/// The response for an outcome, with the headers that every response has; and the line in the log.
pub(super) fn finish(route: &Guarded, arrival: &Arrival, outcome: Result<Response, Problem>) -> Response {
    let policy = route.mounted.policy;
    let response = match outcome {
        Ok(response) => {
            if let Some(event) = policy.audit {
                let subject = arrival.subject();
                tracing::info!(
                    target: "portcullis::audit",
                    event, subject, route = policy.name, request_id = %arrival.id, client = %arrival.client,
                );
            }
            response
        }
        Err(problem) => {
            log_problem(policy.name, arrival, &problem);
            render(&problem, arrival.id.as_str())
        }
    };
    with_headers(with_quotas(response, route, arrival), arrival)
}

/// What the quotas of the route are, and what is left of them: the RateLimit draft of the IETF.
fn with_quotas(mut response: Response, route: &Guarded, arrival: &Arrival) -> Response {
    let headers = response.headers_mut();
    if let Some(policy) = route.quotas.policy_header() {
        headers.insert(RATE_LIMIT_POLICY, policy.clone());
        let decisions = arrival.decisions.iter().filter_map(|decision| decision.get());
        if let Some(left) = route.quotas.header(decisions) {
            headers.insert(RATE_LIMIT, left);
        }
    }
    response
}

/// The answer where no route serves the request.
pub(super) fn refuse(arrival: &Arrival, refusal: Refusal) -> Response {
    let problem = Problem::from(refusal);
    log_problem("", arrival, &problem);
    with_headers(render(&problem, arrival.id.as_str()), arrival)
}

fn log_problem(route: &str, arrival: &Arrival, problem: &Problem) {
    let (status, subject) = (problem.status(), arrival.subject());
    let millis = u64::try_from(arrival.since.elapsed().as_millis()).unwrap_or(u64::MAX);
    let id = &arrival.id;
    let client = arrival.client;
    let status_code = status.as_u16();
    let cause: &dyn Display = match problem.refusal() {
        Some(refusal) => refusal,
        None => &"stated by the handler",
    };
    if status.is_server_error() {
        tracing::error!(
            target: "portcullis::refusal",
            route, status = status_code, subject, incident_id = %id, %client, millis, "{cause}",
        );
    } else {
        tracing::info!(
            target: "portcullis::refusal",
            route, status = status_code, subject, request_id = %id, %client, millis, "{cause}",
        );
    }
}

pub(super) fn with_headers(mut response: Response, arrival: &Arrival) -> Response {
    let headers = response.headers_mut();
    if let Ok(id) = HeaderValue::from_bytes(arrival.id.as_bytes()) {
        headers.insert(REQUEST_ID, id);
    }
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}
