//! The replies: `Json<T>`, `Created<T>`, `NoContent`, `Page<T>`, and `Result<_, Problem>` of these.
//!
//! Floor 9.

use axum::body::Body;
use axum::response::Response;
use http::StatusCode;
use http::header::{CONTENT_TYPE, ETAG, HeaderValue};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::Viewer;
use super::expose::{Expose, Shown};
use crate::problem::Problem;
use crate::proof::Cx;
use crate::refusal::Refusal;
use crate::route::{Reply, Route, SealedReply};

/// A JSON body: as a reply 200 with the declared fields of `T`; inside `Valid` the vetted body of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Json<T>(pub T);

/// 201 with the declared fields of what was made.
#[derive(Debug)]
pub struct Created<T>(pub T);

/// 204.
#[derive(Debug, Clone, Copy)]
pub struct NoContent;

/// A page of rows: `{"items": […], "next": "…"}`. `next` is what the next call gives as `after`; `null` at the
/// end.
#[derive(Debug)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Where the next page begins.
    pub next: Option<String>,
}

/// The declared fields of a value, as JSON.
fn json_response<T: Serialize>(status: StatusCode, value: &T) -> Result<Response, Refusal> {
    let bytes = serde_json::to_vec(value).map_err(Refusal::internal)?;
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    // With room for the headers that the gate adds.
    let headers = response.headers_mut();
    headers.reserve(8);
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(response)
}

/// The tag of a state of a row: a strong one (RFC 9110, section 8.8.3), since a row that differs has another.
pub(crate) fn entity_tag(changes: i64) -> String {
    format!("\"{changes}\"")
}

/// One value as JSON, with its tag where it counts its changes.
fn one<T: Expose>(status: StatusCode, value: &T, viewer: &Viewer<'_>) -> Result<Response, Problem> {
    let mut response = json_response(status, &Shown(value, viewer))?;
    if let Some(tag) = value.changes().and_then(|changes| HeaderValue::try_from(entity_tag(changes)).ok()) {
        response.headers_mut().insert(ETAG, tag);
    }
    Ok(response)
}

impl<T> SealedReply for Json<T> {}

impl<R: Route, T: Expose> Reply<R> for Json<T> {
    fn reply(self, cx: &Cx<'_, R>) -> Result<Response, Problem> {
        one(StatusCode::OK, &self.0, &cx.viewer())
    }
}

impl<T> SealedReply for Created<T> {}

impl<R: Route, T: Expose> Reply<R> for Created<T> {
    fn reply(self, cx: &Cx<'_, R>) -> Result<Response, Problem> {
        one(StatusCode::CREATED, &self.0, &cx.viewer())
    }
}

impl SealedReply for NoContent {}

impl<R: Route> Reply<R> for NoContent {
    fn reply(self, _: &Cx<'_, R>) -> Result<Response, Problem> {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NO_CONTENT;
        Ok(response)
    }
}

struct ShownPage<'v, T>(&'v Page<T>, &'v Viewer<'v>);

impl<T: Expose> Serialize for ShownPage<'_, T> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let mut map = out.serialize_map(Some(2))?;
        map.serialize_entry("items", &Shown(&self.0.items, self.1))?;
        map.serialize_entry("next", &self.0.next)?;
        map.end()
    }
}

impl<T> SealedReply for Page<T> {}

impl<R: Route, T: Expose> Reply<R> for Page<T> {
    fn reply(self, cx: &Cx<'_, R>) -> Result<Response, Problem> {
        Ok(json_response(StatusCode::OK, &ShownPage(&self, &cx.viewer()))?)
    }
}
