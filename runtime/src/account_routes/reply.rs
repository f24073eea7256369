//! What the account routes answer with: tokens on their way to their client, the one place from which they leave; and the end of a session.
//!
//! Floor 13.

use axum::body::Body;
use axum::response::Response;
use http::{HeaderName, HeaderValue, StatusCode};
use serde::Serializer;
use serde::ser::SerializeMap as _;

use crate::accounts::Tokens;
use crate::problem::Problem;
use crate::proof::Cx;
use crate::reply::{Expose, Exposed, SealedExpose, SealedExposed, Viewer};
use crate::route::{Reply, Route, SealedReply};

impl SealedExposed for Tokens {}
impl SealedExpose for Tokens {}
impl Expose for Tokens {}

/// The members of RFC 6749, section 5.1.
impl Exposed for Tokens {
    fn expose<S: Serializer>(&self, _: &Viewer<'_>, out: S) -> Result<S::Ok, S::Error> {
        let mut map = out.serialize_map(Some(4))?;
        map.serialize_entry("access_token", self.access.reveal())?;
        map.serialize_entry("expires_in", &self.expires_in)?;
        map.serialize_entry("refresh_token", self.refresh.reveal())?;
        map.serialize_entry("token_type", "Bearer")?;
        map.end()
    }
}

/// 204, and a browser forgets what it keeps of this origin (OWASP ASVS 5.0, 14.3.1).
pub(super) struct SignedOut;

impl SealedReply for SignedOut {}

impl<R: Route> Reply<R> for SignedOut {
    fn reply(self, _: &Cx<'_, R>) -> Result<Response, Problem> {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NO_CONTENT;
        response.headers_mut().insert(
            HeaderName::from_static("clear-site-data"),
            HeaderValue::from_static(r#""cache","cookies","storage""#),
        );
        Ok(response)
    }
}
