//! Step 9: one answer for everything, its headers, its event.
//!
//! Floor 12.

use std::any::Any;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::time::Duration;

use axum::body::{Body, HttpBody};
use axum::response::Response;
use futures_util::FutureExt;
use http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, CONTENT_LENGTH, HeaderMap, HeaderValue,
    SERVER,
};
use http::{HeaderName, StatusCode};

use crate::arrival::Arrival;
use crate::engines::Engines;
use crate::events::{Event, Name, Scene, name_of};
use crate::problem::{Problem, render};
use crate::proof::Passed;
use crate::refusal::Refusal;

/// What tells an attacker with what to try first.
const TELLING: [HeaderName; 2] = [SERVER, HeaderName::from_static("x-powered-by")];

/// What a page may read besides the body.
const EXPOSED: &str =
    "etag, location, ratelimit, ratelimit-policy, retry-after, www-authenticate, x-request-id";

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");
const RATE_LIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

/// Runs the sequence within its time, and turns a panic into an internal problem.
pub(super) async fn contain(
    limit: Duration,
    sequence: Pin<&mut impl Future<Output = Result<Response, Problem>>>,
) -> Result<Response, Problem> {
    // The body has the same limit and is given the chance to be the one that reports.
    let limit = limit.saturating_add(Duration::from_millis(50));
    match tokio::time::timeout(limit, AssertUnwindSafe(sequence).catch_unwind()).await {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(panic)) => Err(panicked(panic.as_ref()).into()),
        Err(_) => Err(Refusal::TimedOut.into()),
    }
}

/// What a panic is to the client: an error of ours.
pub(super) fn panicked(panic: &(dyn Any + Send)) -> Refusal {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    Refusal::internal(format!("the handler panicked: {}", text.unwrap_or("without a text")))
}

/// The response for an outcome, with the headers that every response has; and the event.
pub(super) fn finish(passed: &Passed, outcome: Result<Response, Problem>) -> Response {
    let (policy, arrival) = (passed.policy, &passed.arrival);
    let response = match outcome {
        Ok(response) => {
            if let Some(event) = policy.audit {
                Event::of_app(event, passed.scene()).status(response.status().as_u16()).write();
            }
            response
        }
        Err(problem) => {
            note(
                passed.scene(),
                &problem,
                !policy.owns.is_empty() && arrival.subject().is_some(),
                &passed.engines,
            );
            render(&problem, arrival.id.as_str(), &passed.parts.headers, passed.engines.problems.as_deref())
        }
    };
    with_headers(with_quotas(response, passed), arrival, &passed.engines.headers)
}

/// What the quotas of the route are, and what is left of them: the RateLimit draft of the IETF.
fn with_quotas(mut response: Response, passed: &Passed) -> Response {
    let headers = response.headers_mut();
    if let Some(policy) = passed.quotas.policy_header() {
        headers.insert(RATE_LIMIT_POLICY, policy.clone());
        if let Some(left) = passed.quotas.header(passed.arrival.decisions()) {
            headers.insert(RATE_LIMIT, left);
        }
    }
    response
}

/// The answer where no route serves the request.
pub(super) fn refuse(
    engines: &Engines,
    arrival: &Arrival,
    request: &HeaderMap,
    refusal: Refusal,
) -> Response {
    let problem = Problem::from(refusal);
    note(arrival.scene("", &engines.events), &problem, false, engines);
    engines.unrouted.answered(problem.status(), arrival.since.elapsed());
    let response = render(&problem, arrival.id.as_str(), request, engines.problems.as_deref());
    with_headers(response, arrival, &engines.headers)
}

/// The event that a refusal is; and what the detectors make of it. `about_rows` says whether the caller asked for rows of an owner.
fn note(scene: Scene<'_>, problem: &Problem, about_rows: bool, engines: &Engines) {
    let status = problem.status();
    let name = match problem.refusal() {
        Some(refusal) => name_of(refusal, about_rows),
        None if status.is_server_error() => Some(Name::RequestFail),
        None => Some(Name::RequestRefused),
    };
    let Some(name) = name else { return };
    let event = Event::new(name, scene).status(status.as_u16());
    match problem.refusal() {
        Some(refusal) => event.because(refusal).write(),
        None => event.reason("stated by the handler").write(),
    }
    if let (Name::AuthzFail, Some(subject)) = (name, scene.subject) {
        engines.detectors.refused(subject, scene);
    }
}

pub(super) fn with_headers(response: Response, arrival: &Arrival, every: &HeaderMap) -> Response {
    let mut response = with_common_headers(response, every.clone());
    if let Ok(id) = HeaderValue::from_bytes(arrival.id.as_bytes()) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    if let Some(origin) = &arrival.origin {
        // Also of a refusal: a page that may read answers may read why there is none.
        response.headers_mut().insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        response.headers_mut().insert(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(EXPOSED));
    }
    response
}

/// The headers that every response carries, below its own; and nothing of what serves it.
pub(super) fn with_common_headers(mut response: Response, mut every: HeaderMap) -> Response {
    let own = std::mem::take(response.headers_mut());
    every.extend(own);
    for telling in TELLING {
        every.remove(telling);
    }
    *response.headers_mut() = every;
    response
}

/// The same head, without the body, with the length that the body would have had.
pub(super) fn without_body(mut response: Response) -> Response {
    let length = response.body().size_hint().exact();
    // A 204 has no length (RFC 9110, section 8.6).
    let has_length =
        response.status() != StatusCode::NO_CONTENT && !response.headers().contains_key(CONTENT_LENGTH);
    if let (Some(length), true) = (length, has_length) {
        response.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(length));
    }
    *response.body_mut() = Body::empty();
    response
}
