//! Answers that are not taken: a large one is kept for its client only so long, and all of them together only so large.
//!
//! Floor 13. A socket that takes nothing is noticed by [`connection`](super::connection); over HTTP/2 a client can leave the socket open and the window of
//! a stream shut, and what waits for it would stay in memory for as long as the connection lives.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, HttpBody};
use axum::response::Response;
use bytes::Bytes;
use http::header::{HeaderValue, RETRY_AFTER};
use http::{HeaderMap, StatusCode};
use hyper::body::{Frame, SizeHint};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::AbortHandle;
use tokio::time::{Instant, sleep_until};

/// What is smaller is nothing to keep: a connection has as much for itself.
const LARGE: u64 = 64 * 1024;
/// What is handed on at once. A copy, so that no part of it keeps the whole in memory.
const CHUNK: usize = 16 * 1024;
/// The slowest that a client may take an answer, in bytes a second, beside the time that it may take nothing.
const SLOWEST: u64 = 16 * 1024;
/// How much of large answers waits to be taken, in KiB, over all clients.
const ROOM: usize = 256 * 1024;

/// The room for answers that wait to be taken.
#[derive(Clone)]
pub(super) struct Taken {
    room: Arc<Semaphore>,
    stall: Duration,
}

impl Taken {
    pub(super) fn within(stall: Duration) -> Self {
        Self { room: Arc::new(Semaphore::new(ROOM)), stall }
    }

    /// The same response, whose body is dropped when its client does not take it; 503 where too much is waiting already.
    pub(super) fn bound(&self, response: Response) -> Response {
        let length = response.body().size_hint().exact();
        let Some(length) = length.filter(|length| *length > LARGE) else { return response };
        let kilobytes =
            u32::try_from(length / 1024).unwrap_or(u32::MAX).min(u32::try_from(ROOM).unwrap_or(u32::MAX));
        let Ok(room) = Arc::clone(&self.room).try_acquire_many_owned(kilobytes) else {
            return busy(response);
        };
        let (head, body) = response.into_parts();
        let last = Instant::now() + self.stall + Duration::from_secs(length / SLOWEST);
        let waiting = Arc::new(Mutex::new(Waiting {
            body: Some(body),
            rest: Bytes::new(),
            next: Instant::now() + self.stall,
            room: Some(room),
        }));
        let watched = Arc::clone(&waiting);
        let watch = tokio::spawn(async move {
            loop {
                let next = watched.lock().unwrap_or_else(PoisonError::into_inner).next.min(last);
                if Instant::now() >= next {
                    break;
                }
                sleep_until(next).await;
            }
            watched.lock().unwrap_or_else(PoisonError::into_inner).leave();
        });
        let body = Watched { waiting, stall: self.stall, left: length, watch: watch.abort_handle() };
        Response::from_parts(head, Body::new(body))
    }
}

/// The headers that every answer has, and nothing of what was to be answered.
fn busy(response: Response) -> Response {
    let mut refused = Response::new(Body::empty());
    let own = ["content-type", "content-length", "etag", "content-disposition", "location"];
    let keep = response.headers().iter().filter(|(name, _)| !own.contains(&name.as_str()));
    let keep: HeaderMap = keep.map(|(name, value)| (name.clone(), value.clone())).collect();
    *refused.headers_mut() = keep;
    refused.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("5"));
    *refused.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    metrics::counter!("portcullis_answers_refused_total").increment(1);
    refused
}

/// A body that waits, until somebody takes it or its time is over.
struct Waiting {
    body: Option<Body>,
    /// What of the last frame has not been handed on.
    rest: Bytes,
    /// When something must have been taken.
    next: Instant,
    room: Option<OwnedSemaphorePermit>,
}

impl Waiting {
    fn leave(&mut self) {
        self.body = None;
        self.rest = Bytes::new();
        self.room = None;
    }
}

struct Watched {
    waiting: Arc<Mutex<Waiting>>,
    stall: Duration,
    left: u64,
    watch: AbortHandle,
}

impl Drop for Watched {
    fn drop(&mut self) {
        self.watch.abort();
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).leave();
    }
}

impl HttpBody for Watched {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let this = self.get_mut();
        let mut waiting = this.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let next = Instant::now() + this.stall;
        let Waiting { body: Some(body), rest, .. } = &mut *waiting else {
            return Poll::Ready(Some(Err(axum::Error::new("the client did not take the answer in time"))));
        };
        if rest.is_empty() {
            match Pin::new(body).poll_frame(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(error))),
                Poll::Ready(Some(Ok(frame))) => match frame.into_data() {
                    Ok(data) => *rest = data,
                    Err(other) => return Poll::Ready(Some(Ok(other))),
                },
            }
        }
        let chunk = rest.split_to(rest.len().min(CHUNK));
        waiting.next = next;
        this.left = this.left.saturating_sub(chunk.len() as u64);
        Poll::Ready(Some(Ok(Frame::data(Bytes::copy_from_slice(&chunk)))))
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
