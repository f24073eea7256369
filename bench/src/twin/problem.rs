//! Refusals: RFC 9457 for the client, one line for the log.

use std::any::Any;
use std::borrow::Cow;
use std::net::SocketAddr;
use std::time::Instant;

use axum::Json;
use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::extract::{ConnectInfo, MatchedPath, Request};
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use tower_http::request_id::RequestId;
use validator::ValidationErrors;

/// Why a request was turned away.
#[derive(Debug)]
pub(super) enum Problem {
    NoCredential,
    BadCredential(jsonwebtoken::errors::Error),
    BadSubject,
    Forbidden,
    NotFound,
    MethodNotAllowed,
    TooMany { retry_after: u64 },
    Malformed(String),
    TooLarge,
    UnsupportedMediaType,
    Invalid(ValidationErrors),
    InvalidBody(String),
    Database(sqlx::Error),
    Panicked(String),
}

/// What the line in the log says; it travels beside the answer, never in it.
#[derive(Clone)]
struct Cause(Cow<'static, str>);

#[derive(Serialize)]
struct Body {
    r#type: &'static str,
    title: &'static str,
    status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    errors: Option<ValidationErrors>,
}

impl Problem {
    fn kind(&self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::NoCredential | Self::BadCredential(_) | Self::BadSubject => {
                (StatusCode::UNAUTHORIZED, "urn:twin:unauthenticated", "Authentication required")
            }
            Self::Forbidden => (StatusCode::FORBIDDEN, "urn:twin:forbidden", "Forbidden"),
            Self::NotFound => (StatusCode::NOT_FOUND, "urn:twin:not-found", "Not found"),
            Self::MethodNotAllowed => {
                (StatusCode::METHOD_NOT_ALLOWED, "urn:twin:method-not-allowed", "Method not allowed")
            }
            Self::TooMany { .. } => (StatusCode::TOO_MANY_REQUESTS, "urn:twin:too-many", "Too many requests"),
            Self::Malformed(_) => (StatusCode::BAD_REQUEST, "urn:twin:malformed", "Malformed request"),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "urn:twin:too-large", "Content too large"),
            Self::UnsupportedMediaType => {
                (StatusCode::UNSUPPORTED_MEDIA_TYPE, "urn:twin:media-type", "Unsupported media type")
            }
            Self::Invalid(_) | Self::InvalidBody(_) => {
                (StatusCode::UNPROCESSABLE_ENTITY, "urn:twin:invalid", "Invalid input")
            }
            Self::Database(_) | Self::Panicked(_) => {
                (StatusCode::INTERNAL_SERVER_ERROR, "urn:twin:internal", "Internal error")
            }
        }
    }

    fn cause(&self) -> Cow<'static, str> {
        match self {
            Self::NoCredential => "no credential".into(),
            Self::BadCredential(error) => format!("invalid credential: {error}").into(),
            Self::BadSubject => "invalid credential: the subject is no id".into(),
            Self::Forbidden => "the caller lacks the role".into(),
            Self::NotFound => "no such row for this caller".into(),
            Self::MethodNotAllowed => "method not allowed".into(),
            Self::TooMany { .. } => "over the quota".into(),
            Self::TooLarge => "the body is too large".into(),
            Self::UnsupportedMediaType => "not JSON".into(),
            Self::Malformed(text) | Self::InvalidBody(text) => text.clone().into(),
            Self::Invalid(errors) => errors.to_string().into(),
            Self::Database(error) => error.to_string().into(),
            Self::Panicked(text) => format!("the handler panicked: {text}").into(),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let cause = self.cause();
        let (status, kind, title) = self.kind();
        let retry_after = if let Self::TooMany { retry_after } = &self { Some(*retry_after) } else { None };
        let errors = if let Self::Invalid(errors) = self { Some(errors) } else { None };
        let body = Body { r#type: kind, title, status: status.as_u16(), errors };
        let mut response = (status, Json(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(seconds) = retry_after {
            headers.insert(RETRY_AFTER, seconds.into());
        }
        response.extensions_mut().insert(Cause(cause));
        response
    }
}

impl From<sqlx::Error> for Problem {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error)
    }
}

impl From<JsonRejection> for Problem {
    fn from(rejection: JsonRejection) -> Self {
        match rejection.status() {
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Self::UnsupportedMediaType,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            StatusCode::UNPROCESSABLE_ENTITY => Self::InvalidBody(rejection.body_text()),
            _ => Self::Malformed(rejection.body_text()),
        }
    }
}

impl From<QueryRejection> for Problem {
    fn from(rejection: QueryRejection) -> Self {
        Self::InvalidBody(rejection.body_text())
    }
}

impl From<PathRejection> for Problem {
    fn from(_: PathRejection) -> Self {
        Self::NotFound
    }
}

/// The answer to a request whose handler panicked.
pub(super) fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
    Problem::Panicked(text.unwrap_or_default()).into_response()
}

/// Writes a line for every refusal.
pub(super) async fn log_refusals(request: Request, next: Next) -> Response {
    let since = Instant::now();
    let id = request.extensions().get::<RequestId>().cloned();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let client = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip());
    let response = next.run(request).await;
    let status = response.status();
    if status.is_client_error() || status.is_server_error() {
        let cause = response.extensions().get::<Cause>().map_or("", |cause| &*cause.0);
        let route = route.as_ref().map(MatchedPath::as_str);
        let id = id.as_ref().and_then(|id| id.header_value().to_str().ok());
        let client = client.map(tracing::field::display);
        let millis = u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX);
        let status_code = status.as_u16();
        if status.is_server_error() {
            tracing::error!(route, status = status_code, request_id = id, client, millis, "{cause}");
        } else {
            tracing::info!(route, status = status_code, request_id = id, client, millis, "{cause}");
        }
    }
    response
}
