//! Calls that another server signs: whose they are, whether they are fresh, whether they were taken before.
//!
//! Floor 5. OWASP Top 10 2021 A08; OWASP ASVS 5.0, 11.3.3 and 11.4.1. Standard Webhooks, GitHub, Stripe. Nothing of a body is parsed here before its signature is known,
//! and nothing here knows a route.

mod headers;
mod keys;
mod memory;
mod replay;
mod scheme;
mod signed;
mod table;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;

use crate::database::Database;
use crate::refusal::Refusal;

pub use keys::WebhookKeys;
pub(crate) use replay::{Claim, Claimed};
pub use scheme::WebhookScheme;
#[cfg(any(feature = "testing", doc))]
pub(crate) use signed::{is_hmac, is_signed, sign};
pub(crate) use table::{migrate, table_fault};

use self::headers::Presented;
use self::replay::Replays;

/// The senders that an app knows, by the names that its routes give them.
pub(crate) type Webhooks = HashMap<&'static str, Sender>;

/// One sender: its keys, and what it has sent.
pub(crate) struct Sender {
    keys: WebhookKeys,
    replays: Replays,
    /// What events and quotas call it. No subject of a token is counted together with it: quotas are of one route.
    subject: Arc<str>,
}

/// What the headers of a call say of its signature, before anything of it is believed.
pub(crate) struct Unverified(Presented);

/// A call whose signature fits, by the number that tells it from every other.
pub(crate) struct Verified([u8; 32]);

impl Sender {
    pub(crate) fn new(name: &'static str, keys: WebhookKeys, database: Option<Database>) -> Self {
        let replays = Replays::new(name, keys.scheme().remembered_at_least(), database);
        Self { keys, replays, subject: format!("webhook:{name}").into() }
    }

    pub(crate) fn subject(&self) -> Arc<str> {
        Arc::clone(&self.subject)
    }

    /// What the headers say, read before the body is.
    ///
    /// # Errors
    /// There is no signature, it cannot be read, or it is not of now.
    pub(crate) fn presented(&self, headers: &HeaderMap) -> Result<Unverified, Refusal> {
        headers::read(self.keys.scheme(), headers, signed::now()).map(Unverified)
    }

    /// Whether one of the keys has signed these bytes.
    ///
    /// # Errors
    /// None has.
    pub(crate) fn verify(&self, presented: &Unverified, body: &[u8]) -> Result<Verified, Refusal> {
        let signature = signed::verify(&self.keys, &presented.0, body)?;
        self.keys.scheme().call_id(&presented.0, &signature, body).map(Verified)
    }

    /// Claims a call, so that nobody else runs it meanwhile and nobody runs it again once it has succeeded.
    ///
    /// # Errors
    /// The memory does not answer, or has no room: a call that cannot be told from a replay is not run.
    pub(crate) async fn claim(&self, call: &Verified, within: Duration) -> Result<Claimed, Refusal> {
        self.replays.claim(&call.0, within).await
    }
}
