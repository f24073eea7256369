//! Step 5: the body, read within its limit.
//!
//! Floor 12.

use axum::body::Body;
use bytes::Bytes;
use http_body_util::{BodyExt, LengthLimitError, Limited};

use crate::policy::RoutePolicy;
use crate::refusal::Refusal;

/// The whole body where a parameter reads it; else nothing is read.
pub(super) async fn read(body: Body, wanted: bool, policy: &RoutePolicy) -> Result<Bytes, Refusal> {
    if !wanted {
        return Ok(Bytes::new());
    }
    let whole = Limited::new(body, policy.body_limit).collect();
    match tokio::time::timeout(policy.timeout, whole).await {
        Ok(Ok(whole)) => Ok(whole.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(Refusal::TooLarge),
        Ok(Err(_)) => Err(Refusal::Malformed("the body was cut off")),
        Err(_) => Err(Refusal::BodyTimedOut),
    }
}
