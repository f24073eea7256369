//! What a handler answers when it cannot give what was asked for: RFC 9457, without any error's text.
//!
//! Floor 1. Rendering is one function, [`render`]; every refusal of the gate goes through it too.

use std::error::Error;

use axum::response::Response;
use http::header::{ALLOW, CONTENT_TYPE, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderMap, StatusCode};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::refusal::{FieldFault, Refusal};

/// A problem that a handler answers with. Its words are fixed when the program is compiled.
///
/// Every error converts into one by `?`; the client then learns an incident id and nothing else, and the log
/// has the cause. A problem is not itself an [`Error`], so that it never swallows another.
///
/// ```
/// use portcullis::prelude::*;
///
/// fn ship(shipped: bool) -> Result<(), Problem> {
///     if shipped {
///         return Err(Problem::conflict("order-already-shipped", "The order has left the warehouse"));
///     }
///     Ok(())
/// }
/// # assert_eq!(ship(true).unwrap_err().status(), 409);
/// ```
#[derive(Debug)]
#[must_use = "a problem does nothing until the handler returns it"]
pub struct Problem(Reason);

#[derive(Debug)]
enum Reason {
    Refused(Refusal),
    Stated { status: StatusCode, kind: &'static str, title: &'static str },
}

impl Problem {
    /// A problem of this status. `kind` is a URI reference that clients compare; `title` is for people.
    ///
    /// A status that is not an error (4xx or 5xx) becomes 500.
    pub fn new(status: StatusCode, kind: &'static str, title: &'static str) -> Self {
        let is_error = status.is_client_error() || status.is_server_error();
        let status = if is_error { status } else { StatusCode::INTERNAL_SERVER_ERROR };
        Self(Reason::Stated { status, kind, title })
    }

    /// 409: the state of the row does not allow it.
    pub fn conflict(kind: &'static str, title: &'static str) -> Self {
        Self::new(StatusCode::CONFLICT, kind, title)
    }

    /// The same 404 that a row of another owner gets.
    pub fn not_found() -> Self {
        Self(Reason::Refused(Refusal::NotFound))
    }

    /// The status that the client gets.
    pub fn status(&self) -> StatusCode {
        match &self.0 {
            Reason::Refused(refusal) => refusal.status(),
            Reason::Stated { status, .. } => *status,
        }
    }

    /// Why a request is turned away, for what turns requests away: a problem that was stated is one of ours there.
    pub(crate) fn into_refusal(self) -> Refusal {
        match self.0 {
            Reason::Refused(refusal) => refusal,
            Reason::Stated { kind, .. } => Refusal::internal(kind),
        }
    }

    /// The refusal, where the gate or a row turned the request away.
    pub(crate) fn refusal(&self) -> Option<&Refusal> {
        match &self.0 {
            Reason::Refused(refusal) => Some(refusal),
            Reason::Stated { .. } => None,
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self(Reason::Refused(refusal))
    }
}

/// Any error is internal: the log has it, the client does not.
impl<E: Error + Send + Sync + 'static> From<E> for Problem {
    fn from(cause: E) -> Self {
        Self(Reason::Refused(Refusal::internal(cause)))
    }
}

/// The members of RFC 9457, and ours.
#[derive(Serialize)]
struct Body<'p> {
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'p [FieldFault],
    #[serde(skip_serializing_if = "Option::is_none")]
    incident_id: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<&'p str>,
    status: u16,
    title: &'static str,
    r#type: &'static str,
    #[serde(rename = "violated-policies", skip_serializing_if = "<[_]>::is_empty")]
    violated_policies: &'p [String],
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

/// The response that a client gets for a problem. `request_id` is in the log too; a failure of ours calls it
/// the incident.
pub(crate) fn render(problem: &Problem, request_id: &str) -> Response {
    let status = problem.status();
    let (kind, title) = match &problem.0 {
        Reason::Refused(refusal) => refusal.kind(),
        Reason::Stated { kind, title, .. } => (*kind, *title),
    };
    let ours = status.is_server_error();
    let mut body = Body {
        errors: &[],
        incident_id: ours.then_some(request_id),
        request_id: (!ours).then_some(request_id),
        status: status.as_u16(),
        title,
        r#type: kind,
        violated_policies: &[],
    };
    // With room for the headers that the gate adds.
    let mut headers = HeaderMap::with_capacity(8);
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    if let Reason::Refused(refusal) = &problem.0 {
        explain(refusal, &mut body, &mut headers);
    }
    // Texts and numbers alone, which all can be written.
    let text = serde_json::to_vec(&body).unwrap_or_default();
    let mut response = Response::new(axum::body::Body::from(text));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

/// What a refusal adds to the bare problem.
fn explain<'p>(refusal: &'p Refusal, body: &mut Body<'p>, headers: &mut HeaderMap) {
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
            body.violated_policies = violated;
        }
        Refusal::TimedOut | Refusal::Unavailable(_) => {
            headers.insert(RETRY_AFTER, HeaderValue::from_static("5"));
        }
        Refusal::Invalid(faults) => body.errors = faults,
        _ => {}
    }
}
