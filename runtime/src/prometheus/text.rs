//! The metrics on their way to Prometheus: names, labels that the framework and the app have written, and numbers.
//!
//! Floor 13.

use axum::body::Body;
use axum::response::Response;
use http::header::{CONTENT_TYPE, HeaderValue};

use crate::problem::Problem;
use crate::proof::Cx;
use crate::route::{Reply, Route, SealedReply};

/// The text format, version 0.0.4.
pub(super) struct MetricsText(pub(super) String);

impl SealedReply for MetricsText {}

impl<R: Route> Reply<R> for MetricsText {
    fn reply(self, _: &Cx<'_, R>) -> Result<Response, Problem> {
        let mut response = Response::new(Body::from(self.0));
        let format = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
        response.headers_mut().insert(CONTENT_TYPE, format);
        Ok(response)
    }
}
