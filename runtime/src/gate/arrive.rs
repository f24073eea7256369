//! Step 1: what is known of a request before anything of it is believed.
//!
//! Floor 10.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use axum::RequestExt;
use axum::body::Body;
use axum::extract::{ConnectInfo, RawPathParams, Request};
use http::header::CONTENT_LENGTH;
use http::request::Parts;

use crate::policy::RoutePolicy;
use crate::principal::Verified;
use crate::refusal::Refusal;

/// One request, for its log line and its answer.
pub(super) struct Arrival {
    /// 128 random bits in hexadecimal. A client's own id is not taken over.
    pub(super) id: String,
    pub(super) client: IpAddr,
    pub(super) since: Instant,
    subject: OnceLock<String>,
}

impl Arrival {
    fn of(request: &Request) -> Self {
        let socket = request.extensions().get::<ConnectInfo<SocketAddr>>();
        let client = socket.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0.ip().to_canonical());
        Self {
            id: format!("{:032x}", rand::random::<u128>()),
            client,
            since: Instant::now(),
            subject: OnceLock::new(),
        }
    }

    /// Keeps the subject for the log.
    pub(super) fn remember(&self, principal: Option<&Verified>) {
        if let Some(principal) = principal {
            // Set once per request; a second value could only be the same.
            let _ = self.subject.set(principal.subject.clone());
        }
    }

    pub(super) fn subject(&self) -> Option<&str> {
        self.subject.get().map(String::as_str)
    }
}

/// Notes the arrival of a request.
pub(super) fn note(request: &Request) -> Arrival {
    Arrival::of(request)
}

/// Refuses a body that is declared over the limit, before a byte of it is read.
pub(super) fn check_size(request: &Request, policy: &RoutePolicy) -> Result<(), Refusal> {
    let declared = request.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    match declared.and_then(|length| length.parse::<u64>().ok()) {
        Some(length) if length > policy.body_limit as u64 => Err(Refusal::TooLarge),
        _ => Ok(()),
    }
}

type Path = Vec<(Arc<str>, String)>;

/// Takes the request apart: its head, the decoded parameters of its path, and its body, still unread.
pub(super) async fn split(mut request: Request) -> Result<(Parts, Path, Body), Refusal> {
    let path: RawPathParams =
        request.extract_parts().await.map_err(|_| Refusal::Malformed("the path is not UTF-8"))?;
    let path: Path = path.iter().map(|(name, text)| (Arc::from(name), text.to_owned())).collect();
    if path.iter().any(|(_, text)| text.contains('\0')) {
        return Err(Refusal::Malformed("NUL in the path"));
    }
    let (parts, body) = request.into_parts();
    Ok((parts, path, body))
}
