//! What a handler answers when it cannot give what was asked for: RFC 9457, without any error's text.
//!
//! Floor 1. Rendering is one function, [`render`]; every refusal of the gate goes through it too.

use std::error::Error;

use axum::body::Body;
use axum::response::Response;
use http::header::{ALLOW, CONTENT_TYPE, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderMap, StatusCode};
use serde_json::{Map, Value, json};

use crate::refusal::Refusal;

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

/// The response that a client gets for a problem. `request_id` is in the log too; a failure of ours calls it
/// the incident.
pub(crate) fn render(problem: &Problem, request_id: &str) -> Response {
    let status = problem.status();
    let (kind, title) = match &problem.0 {
        Reason::Refused(refusal) => refusal.kind(),
        Reason::Stated { kind, title, .. } => (*kind, *title),
    };
    let mut members = Map::new();
    members.insert("type".to_owned(), kind.into());
    members.insert("title".to_owned(), title.into());
    members.insert("status".to_owned(), status.as_u16().into());
    let id_member = if status.is_server_error() { "incident_id" } else { "request_id" };
    members.insert(id_member.to_owned(), request_id.into());
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    if let Reason::Refused(refusal) = &problem.0 {
        explain(refusal, &mut members, &mut headers);
    }
    let mut response = Response::new(Body::from(Value::Object(members).to_string()));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

/// What a refusal adds to the bare problem.
fn explain(refusal: &Refusal, members: &mut Map<String, Value>, headers: &mut HeaderMap) {
    let challenge = match refusal {
        // RFC 6750, section 3: no error code where no credential was presented.
        Refusal::NoCredential => Some(r#"Bearer"#.to_owned()),
        Refusal::BadCredential(_) => Some(r#"Bearer error="invalid_token""#.to_owned()),
        Refusal::InsufficientScope(scope) => {
            Some(format!(r#"Bearer error="insufficient_scope", scope="{scope}""#))
        }
        _ => None,
    };
    if let Some(challenge) = challenge.and_then(|text| HeaderValue::try_from(text).ok()) {
        headers.insert(WWW_AUTHENTICATE, challenge);
    }
    match refusal {
        Refusal::MethodNotAllowed(allowed) => {
            if let Ok(allowed) = HeaderValue::try_from(allowed.as_str()) {
                headers.insert(ALLOW, allowed);
            }
        }
        Refusal::QuotaExceeded { violated, retry_after } => {
            headers.insert(RETRY_AFTER, HeaderValue::from(*retry_after));
            members.insert("violated-policies".to_owned(), json!(violated));
        }
        Refusal::TimedOut | Refusal::Unavailable(_) => {
            headers.insert(RETRY_AFTER, HeaderValue::from_static("5"));
        }
        Refusal::Invalid(faults) => {
            let faults = faults.iter().map(|fault| {
                let mut entry = Map::new();
                entry.insert("field".to_owned(), fault.field.clone().into());
                entry.insert("rule".to_owned(), fault.rule.into());
                let limits = fault.limits.iter();
                entry.extend(limits.map(|(name, limit)| ((*name).to_owned(), json!(limit))));
                Value::Object(entry)
            });
            members.insert("errors".to_owned(), Value::Array(faults.collect()));
        }
        _ => {}
    }
}
