//! How a problem looks to a client: status, type, title and an id; as the app renders it, or as RFC 9457 has it.
//!
//! Floor 1. No text of an error comes here, so none can leave.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use http::header::{
    ACCEPT, ALLOW, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE,
};
use http::{HeaderMap, StatusCode};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::{Problem, Reason};
use crate::refusal::{FieldFault, Refusal};

/// How an app renders problems, in the place of RFC 9457: `App::problems(…)`. A function of this shape is one.
///
/// It is told what a client may know, and decides on the body alone: the status and the headers that a status asks for stay.
///
/// ```
/// use portcullis::prelude::*;
/// use portcullis::{ProblemBody, ProblemDetails};
/// use serde_json::json;
///
/// fn as_our_clients_expect(problem: &ProblemDetails) -> ProblemBody {
///     ProblemBody::json(&json!({ "error": problem.kind(), "reference": problem.id() }))
/// }
///
/// let app = App::new(Environment::Development).problems(as_our_clients_expect);
/// ```
pub trait RenderProblem: Send + Sync + 'static {
    /// The body for this problem.
    fn render(&self, problem: &ProblemDetails<'_>) -> ProblemBody;
}

impl<F: Fn(&ProblemDetails<'_>) -> ProblemBody + Send + Sync + 'static> RenderProblem for F {
    fn render(&self, problem: &ProblemDetails<'_>) -> ProblemBody {
        self(problem)
    }
}

/// What a client may know of a problem: the members of RFC 9457, and ours. Serializing it gives the body that is rendered where an app
/// does not.
#[derive(Debug)]
pub struct ProblemDetails<'p> {
    status: StatusCode,
    kind: &'static str,
    title: &'static str,
    id: &'p str,
    errors: &'p [FieldFault],
    violated: &'p [String],
    page: bool,
}

impl ProblemDetails<'_> {
    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The `type`: a URI reference that clients compare.
    pub fn kind(&self) -> &'static str {
        self.kind
    }

    /// The `title`, for people.
    pub fn title(&self) -> &'static str {
        self.title
    }

    /// The id of the request, by which the log has the cause; for 5xx it is called the incident.
    pub fn id(&self) -> &str {
        self.id
    }

    /// The fields at fault, for 422.
    pub fn errors(&self) -> &[FieldFault] {
        self.errors
    }

    /// Whether the client asks for a page (`Accept: text/html`), as browsers do that open one.
    pub fn asks_for_a_page(&self) -> bool {
        self.page
    }
}

impl Serialize for ProblemDetails<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let mut map = out.serialize_map(None)?;
        if !self.errors.is_empty() {
            map.serialize_entry("errors", self.errors)?;
        }
        let id = if self.status.is_server_error() { "incident_id" } else { "request_id" };
        map.serialize_entry(id, self.id)?;
        map.serialize_entry("status", &self.status.as_u16())?;
        map.serialize_entry("title", self.title)?;
        map.serialize_entry("type", self.kind)?;
        if !self.violated.is_empty() {
            map.serialize_entry("violated-policies", self.violated)?;
        }
        map.end()
    }
}

impl Serialize for FieldFault {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let mut map = out.serialize_map(None)?;
        map.serialize_entry("field", &self.field)?;
        self.limits.iter().try_for_each(|(name, limit)| map.serialize_entry(name, limit))?;
        map.serialize_entry("rule", self.rule)?;
        map.end()
    }
}

/// The body of a problem, and its media type.
pub struct ProblemBody {
    media_type: HeaderValue,
    bytes: Bytes,
    /// What a page may load and run.
    policy: Option<HeaderValue>,
}

impl fmt::Debug for ProblemBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProblemBody").field("media_type", &self.media_type).finish_non_exhaustive()
    }
}

impl ProblemBody {
    /// JSON, as `application/problem+json`. What cannot be written becomes an empty body.
    pub fn json(body: &impl Serialize) -> Self {
        Self {
            media_type: HeaderValue::from_static("application/problem+json"),
            bytes: serde_json::to_vec(body).unwrap_or_default().into(),
            policy: None,
        }
    }

    /// Text that was fixed when the program was compiled, as `text/plain`.
    pub fn text(text: &'static str) -> Self {
        Self {
            media_type: HeaderValue::from_static("text/plain; charset=utf-8"),
            bytes: Bytes::from_static(text.as_bytes()),
            policy: None,
        }
    }

    /// A page, with the policy that its template has.
    pub(crate) fn of_page(page: String, policy: &'static str) -> Self {
        Self {
            media_type: HeaderValue::from_static("text/html; charset=utf-8"),
            bytes: page.into(),
            policy: Some(HeaderValue::from_static(policy)),
        }
    }
}

/// The response that a client gets for a problem. `id` is in the log too.
pub(crate) fn render(
    problem: &Problem,
    id: &str,
    request: &HeaderMap,
    renderer: Option<&dyn RenderProblem>,
) -> Response {
    let status = problem.status();
    let (kind, title) = match &problem.0 {
        Reason::Refused(refusal) => refusal.kind(),
        Reason::Stated { kind, title, .. } => (*kind, *title),
    };
    let mut details = ProblemDetails { status, kind, title, id, errors: &[], violated: &[], page: false };
    // With room for the headers that the gate adds.
    let mut headers = HeaderMap::with_capacity(8);
    if let Reason::Refused(refusal) = &problem.0 {
        explain(refusal, &mut details, &mut headers);
    }
    let body = match renderer {
        None => ProblemBody::json(&details),
        Some(renderer) => {
            details.page = asks_for_a_page(request);
            // Whoever renders badly must not cost the client its answer.
            let rendered = catch_unwind(AssertUnwindSafe(|| renderer.render(&details)));
            rendered.unwrap_or_else(|_| ProblemBody::json(&details))
        }
    };
    headers.insert(CONTENT_TYPE, body.media_type);
    if let Some(policy) = body.policy {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    let mut response = Response::new(Body::from(body.bytes));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

/// Whether `Accept` names HTML by its name; `*/*` asks for nothing in particular.
fn asks_for_a_page(request: &HeaderMap) -> bool {
    let accepted = request.get_all(ACCEPT).iter().filter_map(|accept| accept.to_str().ok());
    let mut media_types = accepted.flat_map(|accept| accept.split(','));
    media_types.any(|media_type| {
        let name = media_type.split(';').next().unwrap_or_default().trim();
        name.eq_ignore_ascii_case("text/html")
    })
}

/// What a refusal adds to the bare problem.
fn explain<'p>(refusal: &'p Refusal, details: &mut ProblemDetails<'p>, headers: &mut HeaderMap) {
    match refusal {
        // RFC 6750, section 3: no error code where no credential was presented.
        Refusal::NoCredential | Refusal::SignInRefused(_) => {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        Refusal::BadCredential(_) | Refusal::EndedCredential(_) => {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static(r#"Bearer error="invalid_token""#));
        }
        Refusal::InsufficientScope(scope) => {
            let challenge = format!(r#"Bearer error="insufficient_scope", scope="{scope}""#);
            if let Ok(challenge) = HeaderValue::try_from(challenge) {
                headers.insert(WWW_AUTHENTICATE, challenge);
            }
        }
        Refusal::MethodNotAllowed(allowed) => {
            if let Ok(allowed) = HeaderValue::try_from(allowed.as_str()) {
                headers.insert(ALLOW, allowed);
            }
        }
        Refusal::QuotaExceeded { violated, retry_after } => {
            headers.insert(RETRY_AFTER, HeaderValue::from(*retry_after));
            details.violated = violated;
        }
        Refusal::TimedOut | Refusal::Busy(_) | Refusal::Unavailable(_) => {
            headers.insert(RETRY_AFTER, HeaderValue::from_static("5"));
        }
        Refusal::Invalid(faults) => details.errors = faults,
        _ => {}
    }
}
