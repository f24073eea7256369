//! How senders sign: what is signed, and what tells one call from another.
//!
//! Floor 5. Standard Webhooks (version 1, symmetric); GitHub, "Validating webhook deliveries"; Stripe, "Verify webhook signatures manually".

use std::time::Duration;

use serde::Deserialize;

use super::headers::Presented;
use crate::refusal::Refusal;

/// How a sender signs its calls. All three are HMAC-SHA256 (RFC 2104) over the raw body and what stands beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WebhookScheme {
    /// [Standard Webhooks](https://www.standardwebhooks.com): id, time and body are signed.
    Standard,
    /// GitHub: the body alone is signed, so that nothing says when it was sent.
    GitHub,
    /// Stripe: time and body are signed; the id stands in the body.
    Stripe,
}

/// What is read of the body of Stripe's, once its signature is known.
#[derive(Deserialize)]
struct Event {
    id: String,
}

pub(super) fn digest(text: &[u8]) -> [u8; 32] {
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, text);
    digest.as_ref().try_into().unwrap_or_default()
}

impl WebhookScheme {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Standard => "Standard Webhooks",
            Self::GitHub => "GitHub",
            Self::Stripe => "Stripe",
        }
    }

    /// How long a call must be remembered, or a copy of it would be taken for a new one. Those that bear a time are refused by it after twice the
    /// tolerance; nothing ages a call of GitHub's.
    pub(super) fn remembered_at_least(self) -> Duration {
        match self {
            Self::Standard | Self::Stripe => Duration::from_secs(2 * super::headers::TOLERANCE),
            Self::GitHub => Duration::from_secs(3_600),
        }
    }

    /// What is signed before the body.
    pub(super) fn prefix(self, presented: &Presented) -> String {
        match (&presented.id, &presented.timestamp) {
            (Some(id), Some(time)) => format!("{id}.{time}."),
            (None, Some(time)) => format!("{time}."),
            (_, None) => String::new(),
        }
    }

    /// What tells the call from every other of its sender. A sender tries again under the same id, whatever it signs then.
    ///
    /// # Errors
    /// A body of Stripe's without the id of its event.
    pub(super) fn call_id(
        self,
        presented: &Presented,
        signature: &[u8; 32],
        body: &[u8],
    ) -> Result<[u8; 32], Refusal> {
        match (self, &presented.id) {
            (Self::Standard, Some(id)) => Ok(digest(id.as_bytes())),
            (Self::Standard, None) => Err(Refusal::BadSignature("no id")),
            (Self::GitHub, _) => Ok(*signature),
            (Self::Stripe, _) => {
                let event: Event = serde_json::from_slice(body).map_err(|_| {
                    Refusal::Malformed("the event has no id, by which it is told from others")
                })?;
                Ok(digest(event.id.as_bytes()))
            }
        }
    }
}
