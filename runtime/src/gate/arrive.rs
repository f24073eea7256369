//! Step 1: what is known of a request before anything of it is believed.
//!
//! Floor 12.

use std::sync::Arc;

use axum::RequestPartsExt;
use axum::extract::{RawPathParams, Request};
use http::HeaderMap;
use http::header::CONTENT_LENGTH;
use http::request::Parts;

use crate::arrival::Arrival;
use crate::engines::Engines;
use crate::policy::RoutePolicy;
use crate::refusal::Refusal;

/// Notes the arrival of a request.
pub(super) fn note(engines: &Engines, request: &Request) -> Arrival {
    let client = engines.client_ip.client(request.extensions(), request.headers());
    let mut arrival = Arrival::of(client.unwrap_or_else(|peer| peer), client.is_ok());
    arrival.origin = engines.origins.of(request.headers());
    arrival
}

/// Refuses a request whose address cannot be told: no quota could be counted.
pub(super) fn check_client(arrival: &Arrival) -> Result<(), Refusal> {
    if arrival.client_is_known { Ok(()) } else { Err(Refusal::Malformed("the forwarding header")) }
}

/// Refuses a body that is declared over the limit, before a byte of it is read.
pub(super) fn check_size(headers: &HeaderMap, policy: &RoutePolicy) -> Result<(), Refusal> {
    let declared = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    match declared.and_then(|length| length.parse::<u64>().ok()) {
        Some(length) if length > policy.body_limit as u64 => Err(Refusal::TooLarge),
        _ => Ok(()),
    }
}

type Path = Vec<(Arc<str>, String)>;

/// The parameters of the path, decoded.
pub(super) async fn path(parts: &mut Parts) -> Result<Path, Refusal> {
    let path: RawPathParams =
        parts.extract().await.map_err(|_| Refusal::Malformed("the path is not UTF-8"))?;
    let path: Path = path.iter().map(|(name, text)| (Arc::from(name), text.to_owned())).collect();
    if path.iter().any(|(_, text)| text.contains('\0')) {
        return Err(Refusal::Malformed("NUL in the path"));
    }
    Ok(path)
}
