//! One connection, from its first byte to its end: HTTP/1.1 or HTTP/2, within its times.
//!
//! Floor 13. hyper bounds the head of a request and asks HTTP/2 for signs of life. What it does not bound is in [`Timed`]: a
//! client that has not yet said which HTTP it speaks, and one that takes nothing of an answer.

use std::io;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use http::Request;
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::{Instant, Sleep, sleep, timeout};
use tower::ServiceExt as _;

use super::taken::Taken;
use crate::limits::Limits;

/// The longest head of a request, in bytes: beyond it 431.
const LONGEST_HEAD: usize = 64 * 1024;
/// The longest list of headers of a request in HTTP/2, in bytes.
const LONGEST_LIST: u32 = 32 * 1024;
/// The most requests at once in one connection of HTTP/2.
const STREAMS: u32 = 100;

/// What a connection of HTTP/2 begins with (RFC 9113, section 3.4).
const PREFACE: &[u8; 24] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// What all connections share.
#[derive(Clone)]
pub(super) struct Server {
    pub(super) router: Router,
    pub(super) limits: Limits,
    pub(super) taken: Taken,
    /// The longest time that a route takes.
    pub(super) longest: Duration,
    pub(super) stopping: watch::Receiver<bool>,
}

/// Serves the requests of a connection until it ends, grows old, or the server stops.
pub(super) async fn serve(stream: TcpStream, peer: SocketAddr, server: Server) {
    let Server { router, limits, taken, longest, mut stopping } = server;
    let service = router.map_request(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        request
    });
    let service = service.map_response(move |response| taken.bound(response));
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(limits.head).max_buf_size(LONGEST_HEAD);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(limits.head)
        .keep_alive_timeout(limits.head)
        .max_concurrent_streams(STREAMS)
        .max_header_list_size(LONGEST_LIST)
        .enable_connect_protocol();
    let io = TokioIo::new(Timed::new(stream, &limits));
    let mut connection = pin!(builder.serve_connection_with_upgrades(io, TowerToHyperService::new(service)));
    let ended = tokio::select! {
        served = connection.as_mut() => Some(served),
        _ = stopping.wait_for(|stopping| *stopping) => None,
        () = sleep(limits.age) => None,
    };
    let served = match ended {
        Some(served) => served,
        None => {
            connection.as_mut().graceful_shutdown();
            // What is under way ends within its own time, and is then taken.
            timeout(longest + limits.stall, connection).await.unwrap_or(Ok(()))
        }
    };
    if let Err(error) = served {
        tracing::debug!(target: "portcullis::connection", client = %peer.ip(), "a connection ended: {error}");
    }
}

/// A socket whose other end is given only so long: to begin, and to take what is written.
struct Timed {
    stream: TcpStream,
    /// How much of [`PREFACE`] has been read, while nothing else has.
    preface: Option<usize>,
    stall: Duration,
    /// When the other end must have begun, and then, while it takes nothing, when it must have taken something.
    deadline: Pin<Box<Sleep>>,
    stalled: bool,
}

impl Timed {
    fn new(stream: TcpStream, limits: &Limits) -> Self {
        Self {
            stream,
            preface: Some(0),
            stall: limits.stall,
            deadline: Box::pin(sleep(limits.head)),
            stalled: false,
        }
    }

    /// What has been read so far could still be the beginning of HTTP/2, about which nobody waits with a clock.
    fn note_begin(&mut self, read: &[u8]) {
        let Some(known) = self.preface else { return };
        let known_now = known + read.len();
        let begins = PREFACE.get(known..known_now).is_some_and(|expected| expected == read);
        if begins && known_now < PREFACE.len() {
            self.preface = Some(known_now);
        } else {
            self.preface = None;
        }
    }

    /// Fails once the time is over; else wakes when it will be.
    fn poll_deadline(&mut self, context: &mut Context<'_>) -> io::Result<()> {
        match self.deadline.as_mut().poll(context) {
            Poll::Ready(()) => Err(io::ErrorKind::TimedOut.into()),
            Poll::Pending => Ok(()),
        }
    }

    /// The outcome of writing: the time runs while nothing is taken.
    fn written<T>(&mut self, outcome: Poll<io::Result<T>>, context: &mut Context<'_>) -> Poll<io::Result<T>> {
        if outcome.is_ready() {
            self.stalled = false;
            return outcome;
        }
        if !self.stalled {
            self.stalled = true;
            let deadline = Instant::now() + self.stall;
            self.deadline.as_mut().reset(deadline);
        }
        self.poll_deadline(context)?;
        Poll::Pending
    }
}

impl AsyncRead for Timed {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buffer.filled().len();
        let outcome = Pin::new(&mut this.stream).poll_read(context, buffer);
        if this.preface.is_some() {
            match outcome {
                Poll::Ready(_) => this.note_begin(buffer.filled().get(before..).unwrap_or_default()),
                Poll::Pending => this.poll_deadline(context)?,
            }
        }
        outcome
    }
}

impl AsyncWrite for Timed {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let outcome = Pin::new(&mut this.stream).poll_write(context, bytes);
        this.written(outcome, context)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let outcome = Pin::new(&mut this.stream).poll_write_vectored(context, bytes);
        this.written(outcome, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        // A socket has nothing of its own to flush.
        Pin::new(&mut self.get_mut().stream).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(Pin::new(&mut self.get_mut().stream).poll_shutdown(context))?;
        Poll::Ready(Ok(()))
    }
}
