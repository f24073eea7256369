//! One request from its arrival to its answer: its id, where it came from, who proved to call, what its quotas decided.
//!
//! Floor 4. Shared by the gate, which fills it in, and the answer, which tells of it.

use std::net::IpAddr;
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use http::HeaderValue;

use crate::events::{Counters, Scene};
use crate::principal::Verified;
use crate::quota::Decision;

/// 128 random bits in hexadecimal. A client's own id is not taken over.
pub(crate) struct RequestId([u8; 32]);

impl RequestId {
    fn random() -> Self {
        let mut text = [0; 32];
        let bytes: [u8; 16] = rand::random();
        for (pair, byte) in text.chunks_exact_mut(2).zip(bytes) {
            if let [high, low] = pair {
                (*high, *low) = (digit(byte >> 4), digit(byte & 15));
            }
        }
        Self(text)
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    pub(crate) fn as_str(&self) -> &str {
        // Every byte is a digit.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

fn digit(value: u8) -> u8 {
    if value < 10 { b'0' + value } else { b'a' + (value - 10) }
}

/// What is known of one request.
pub(crate) struct Arrival {
    pub(crate) id: RequestId,
    pub(crate) client: IpAddr,
    /// Whether `client` is the client, and not just the proxy that told of one in a header that cannot be read.
    pub(crate) client_is_known: bool,
    /// The page that asks, where it may read the answer.
    pub(crate) origin: Option<HeaderValue>,
    pub(crate) since: Instant,
    /// Who proved to call, once they have.
    pub(crate) caller: Option<Arc<Verified>>,
    /// What the sender of a webhook is called, once one of its keys has signed the request.
    pub(crate) sender: Option<Arc<str>>,
    /// What the quotas by address and caller decided.
    pub(crate) by_caller: Option<Decision>,
    /// What the quotas by the body decided, while the request was already lent to its inputs.
    pub(crate) by_body: OnceLock<Decision>,
}

impl Arrival {
    pub(crate) fn of(client: IpAddr, client_is_known: bool) -> Self {
        Self {
            id: RequestId::random(),
            client,
            client_is_known,
            origin: None,
            since: Instant::now(),
            caller: None,
            sender: None,
            by_caller: None,
            by_body: OnceLock::new(),
        }
    }

    pub(crate) fn principal(&self) -> Option<&Verified> {
        self.caller.as_deref()
    }

    /// What was decided, in the order of the decisions.
    pub(crate) fn decisions(&self) -> impl Iterator<Item = &Decision> {
        self.by_caller.iter().chain(self.by_body.get())
    }

    /// What events say of the request.
    pub(crate) fn scene<'s>(&'s self, route: &'static str, counters: &'s Arc<Counters>) -> Scene<'s> {
        Scene {
            request_id: self.id.as_str(),
            route,
            subject: self.subject(),
            client: self.client,
            since: self.since,
            counters,
        }
    }

    /// Who proved to call: the subject of a token, or the sender of a webhook.
    pub(crate) fn subject(&self) -> Option<&str> {
        self.principal().map(|caller| caller.subject.as_str()).or(self.sender.as_deref())
    }
}
