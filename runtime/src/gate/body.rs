//! Step 5: the body, read within its limit.
//!
//! Floor 12.

use std::error::Error;
use std::pin::pin;

use axum::body::Body;
use bytes::Bytes;
use futures_util::future::poll_immediate;
use http_body_util::{BodyExt, Collected, LengthLimitError, Limited};

use super::authenticate;
use crate::proof::Passed;
use crate::refusal::Refusal;

/// The whole body where a parameter reads it; else nothing is read.
pub(super) async fn read(body: Body, wanted: bool, passed: &Passed) -> Result<Bytes, Refusal> {
    if !wanted {
        return Ok(Bytes::new());
    }
    let mut whole = pin!(Limited::new(body, passed.policy.body_limit).collect());
    if let Some(whole) = poll_immediate(whole.as_mut()).await {
        return bytes(whole);
    }
    // Whoever holds bodies back takes up what is in flight, of which each address has a share.
    let waiting = passed.engines.slow_bodies.take(passed.arrival.client);
    let Some(waiting) = waiting else {
        return Err(Refusal::Busy("bodies of this address that are waited for"));
    };
    let whole =
        tokio::time::timeout(passed.policy.timeout, whole).await.map_err(|_| Refusal::BodyTimedOut)?;
    drop(waiting);
    let whole = bytes(whole)?;
    // Whoever held the body back may have been signed out, disabled or demoted since: the request is made once it is whole.
    authenticate::again(passed).await?;
    Ok(whole)
}

fn bytes(whole: Result<Collected<Bytes>, Box<dyn Error + Send + Sync>>) -> Result<Bytes, Refusal> {
    match whole {
        Ok(whole) => Ok(whole.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(Refusal::TooLarge),
        Err(_) => Err(Refusal::Malformed("the body was cut off")),
    }
}
