//! What a sender signs with: several keys at once, so that one can follow another.
//!
//! Floor 5.

use std::fmt;

use aws_lc_rs::hmac::{HMAC_SHA256, Key};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::scheme::WebhookScheme;
use crate::database::Database;
use crate::secret::Secret;

/// The secrets that a sender of webhooks signs with, and how.
///
/// Each comes from the operator. While a sender changes its secret, both are given: whichever fits verifies. A secret that is too short is told when the app
/// is built.
///
/// ```no_run
/// use portcullis::prelude::*;
///
/// # fn app() -> Result<App, Box<dyn std::error::Error>> {
/// let keys = WebhookKeys::standard(Secret::from_env("PAYMENTS_WEBHOOK_SECRET")?);
/// let app = App::new(Environment::Production).webhook("payments", keys);
/// # Ok(app)
/// # }
/// ```
pub struct WebhookKeys {
    scheme: WebhookScheme,
    keys: Vec<Key>,
    /// What tells one secret from another, without being it.
    digests: Vec<[u8; 32]>,
    faults: Vec<&'static str>,
}

impl fmt::Debug for WebhookKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookKeys")
            .field("scheme", &self.scheme)
            .field("keys", &self.keys.len())
            .finish_non_exhaustive()
    }
}

impl WebhookKeys {
    /// A sender who signs by [Standard Webhooks](https://www.standardwebhooks.com): the secret is base64 of 24 to 64 bytes, with or without `whsec_` before it.
    pub fn standard(secret: Secret<String>) -> Self {
        Self::of(WebhookScheme::Standard, &secret)
    }

    /// GitHub, or who signs as it does: the secret is a text of at least 16 bytes; `openssl rand -hex 32` makes one.
    ///
    /// What GitHub signs bears no time, so that no call of it can be known to be fresh: an old one that was never delivered here is taken whenever it comes. The
    /// signature tells one call from another; a copy of a finished one is not run while it is remembered.
    pub fn github(secret: Secret<String>) -> Self {
        Self::of(WebhookScheme::GitHub, &secret)
    }

    /// Stripe, or who signs as it does: the secret is the whole text, `whsec_` included, of at least 24 bytes.
    pub fn stripe(secret: Secret<String>) -> Self {
        Self::of(WebhookScheme::Stripe, &secret)
    }

    /// Takes calls that are signed with this secret too: the one before, or the one that follows.
    #[must_use]
    pub fn also(mut self, secret: Secret<String>) -> Self {
        self.add(&secret);
        self
    }

    /// A key of any length, for test vectors.
    #[cfg(any(feature = "testing", doc))]
    pub(super) fn weak(scheme: WebhookScheme, key: Key) -> Self {
        Self { scheme, keys: vec![key], digests: Vec::new(), faults: Vec::new() }
    }

    /// Makes the table in which the calls of all senders are remembered, or brings it up to date.
    ///
    /// # Errors
    /// What the database answers.
    pub async fn migrate(database: &Database) -> Result<(), sqlx::Error> {
        super::migrate(database).await
    }

    fn of(scheme: WebhookScheme, secret: &Secret<String>) -> Self {
        let mut keys = Self { scheme, keys: Vec::new(), digests: Vec::new(), faults: Vec::new() };
        keys.add(secret);
        keys
    }

    fn add(&mut self, secret: &Secret<String>) {
        match key(self.scheme, secret.reveal()) {
            Ok((key, digest)) => {
                self.keys.push(key);
                self.digests.push(digest);
            }
            Err(why) => self.faults.push(why),
        }
    }

    pub(super) fn scheme(&self) -> WebhookScheme {
        self.scheme
    }

    /// At least one, unless there are faults; none verifies nothing.
    pub(super) fn each(&self) -> &[Key] {
        &self.keys
    }

    /// The secrets, hashed, to find one that is given twice.
    pub(crate) fn digests(&self) -> &[[u8; 32]] {
        &self.digests
    }

    /// What is wrong with the secrets, without anything of them.
    pub(crate) fn faults(&self) -> &[&'static str] {
        &self.faults
    }

    /// How the sender signs and with how many secrets, for people.
    pub(crate) fn told(&self) -> String {
        let secrets = if self.keys.len() == 1 { "secret" } else { "secrets" };
        format!("{}, {} {secrets}", self.scheme.name(), self.keys.len())
    }
}

fn key(scheme: WebhookScheme, text: &str) -> Result<(Key, [u8; 32]), &'static str> {
    let uniform = |bytes: &[u8]| bytes.iter().all(|byte| Some(byte) == bytes.first());
    let bytes = match scheme {
        WebhookScheme::Standard => {
            let text = text.strip_prefix("whsec_").unwrap_or(text);
            let bytes = zeroize::Zeroizing::new(
                STANDARD.decode(text).map_err(|_| "is not base64, with or without `whsec_` before it")?,
            );
            if !(24..=64).contains(&bytes.len()) {
                return Err("is not of 24 to 64 bytes; make one by `openssl rand -base64 32`");
            }
            bytes
        }
        WebhookScheme::GitHub if text.len() < 16 => {
            return Err("has fewer than 16 bytes; make one by `openssl rand -hex 32`");
        }
        WebhookScheme::Stripe if text.len() < 24 => {
            return Err("has fewer than 24 bytes; copy the whole of it, with `whsec_`");
        }
        WebhookScheme::GitHub | WebhookScheme::Stripe => zeroize::Zeroizing::new(text.as_bytes().to_vec()),
    };
    if uniform(&bytes) {
        return Err("is one byte repeated");
    }
    Ok((Key::new(HMAC_SHA256, &bytes), super::scheme::digest(&bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weak_secrets_are_told() {
        let secret = |text: &str| Secret::new(text.to_owned());
        let good = STANDARD.encode((0..32).collect::<Vec<u8>>());
        assert!(
            WebhookKeys::standard(secret(&good)).also(secret(&format!("whsec_{good}"))).faults().is_empty()
        );
        for bad in [
            "",
            "whsec_",
            "change me",
            &STANDARD.encode([1, 2, 3]),
            &STANDARD.encode([7; 32]),
            &STANDARD.encode([1; 65]),
        ] {
            assert_eq!(WebhookKeys::standard(secret(bad)).faults().len(), 1, "{bad}");
        }
        for bad in ["", "mysecret", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaa"] {
            assert_eq!(WebhookKeys::github(secret(bad)).faults().len(), 1, "{bad}");
            assert_eq!(WebhookKeys::stripe(secret(bad)).faults().len(), 1, "{bad}");
        }
        assert!(!format!("{:?}", WebhookKeys::standard(secret(&good))).contains(&good));
    }
}
