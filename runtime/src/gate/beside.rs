//! Plain axum beside the gate: it has the common headers, and a panic of it is answered as any.
//!
//! Floor 12. Nothing else of the gate holds for it.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use futures_util::FutureExt;

use super::{arrive, finish};
use crate::engines::Engines;

/// Runs what stands beside the gate.
pub(crate) async fn beside(engines: Arc<Engines>, request: Request, next: Next) -> Response {
    let arrival = arrive::note(&engines, &request);
    let headers = request.headers().clone();
    match AssertUnwindSafe(next.run(request)).catch_unwind().await {
        Ok(response) => finish::with_common_headers(response, engines.headers.clone()),
        Err(panic) => finish::refuse(&engines, &arrival, &headers, finish::panicked(panic.as_ref())),
    }
}
