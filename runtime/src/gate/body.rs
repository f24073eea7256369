//! Step 5: the body, read within its limit.
//!
//! Floor 12.

use std::error::Error;
use std::pin::pin;

use axum::body::{Body, HttpBody};
use bytes::{Bytes, BytesMut};
use futures_util::future::poll_immediate;
use http_body_util::{BodyExt, Collected, LengthLimitError, Limited};

use super::authenticate;
use crate::proof::Passed;
use crate::refusal::Refusal;
use crate::slots::AddressSlot;

/// The whole body where a parameter reads it; else nothing is read. One with files first waits for room in memory.
pub(super) async fn read(body: Body, wanted: bool, files: bool, passed: &Passed) -> Result<Bytes, Refusal> {
    if !wanted {
        return Ok(Bytes::new());
    }
    let whole =
        if files { Box::pin(read_files(body, passed)).await? } else { read_small(body, passed).await? };
    Ok(whole)
}

async fn read_small(body: Body, passed: &Passed) -> Result<Bytes, Refusal> {
    let mut whole = pin!(Limited::new(body, passed.policy.body_limit).collect());
    if let Some(whole) = poll_immediate(whole.as_mut()).await {
        return bytes(whole);
    }
    let waiting = wait(passed)?;
    let whole =
        tokio::time::timeout(passed.policy.timeout, whole).await.map_err(|_| Refusal::BodyTimedOut)?;
    drop(waiting);
    let whole = bytes(whole)?;
    // Whoever held the body back may have been signed out, disabled or demoted since: the request is made once it is whole.
    authenticate::again(passed).await?;
    Ok(whole)
}

/// A place for a body that is waited for. Whoever holds bodies back takes up what is in flight, of which each address has a share.
fn wait(passed: &Passed) -> Result<AddressSlot, Refusal> {
    let place = passed.engines.slow_bodies.take(passed.arrival.client);
    place.ok_or(Refusal::Busy("bodies of this address that are waited for"))
}

/// A body with files, in one piece of memory that the request holds to its end. Its length is taken from the room for all such bodies before it is
/// read; who says none takes the most that the route does.
async fn read_files(body: Body, passed: &Passed) -> Result<Bytes, Refusal> {
    let store = passed.engines.files.as_ref().ok_or_else(|| Refusal::internal("the app keeps no files"))?;
    let (limit, timeout) = (passed.policy.body_limit, passed.policy.timeout);
    let length = body.size_hint().exact().and_then(|length| usize::try_from(length).ok());
    let length = length.map_or(limit, |length| length.min(limit));
    // A slow client is told so; where others take all the room, the request ends as one whose engine did not answer.
    passed.files.hold(store.room(length).await?);
    let waiting = wait(passed)?;
    let whole = tokio::time::timeout(timeout, collect(body, limit, length));
    let whole = whole.await.map_err(|_| Refusal::BodyTimedOut)??;
    drop(waiting);
    authenticate::again(passed).await?;
    Ok(whole)
}

async fn collect(body: Body, limit: usize, length: usize) -> Result<Bytes, Refusal> {
    let mut body = pin!(Limited::new(body, limit));
    let mut whole = BytesMut::with_capacity(length);
    while let Some(frame) = body.frame().await {
        if let Ok(data) = frame.map_err(refused)?.into_data() {
            whole.extend_from_slice(&data);
        }
    }
    Ok(whole.freeze())
}

fn bytes(whole: Result<Collected<Bytes>, Box<dyn Error + Send + Sync>>) -> Result<Bytes, Refusal> {
    whole.map(Collected::to_bytes).map_err(refused)
}

fn refused(error: Box<dyn Error + Send + Sync>) -> Refusal {
    if error.is::<LengthLimitError>() {
        Refusal::TooLarge
    } else {
        Refusal::Malformed("the body was cut off")
    }
}
