//! Whether one of the keys has signed these bytes.
//!
//! Floor 5. HMAC-SHA256 (RFC 2104, FIPS 198-1), compared in constant time.

use std::time::{SystemTime, UNIX_EPOCH};

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::hmac::{Context, Key, Tag};

use super::headers::Presented;
use super::keys::WebhookKeys;
use crate::refusal::Refusal;

/// Seconds since 1970. A clock before 1970 reads as 1970, at which no call of today is fresh.
pub(super) fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok();
    since.and_then(|since| i64::try_from(since.as_secs()).ok()).unwrap_or(0)
}

/// The signature that fits.
///
/// Every key is tried on every signature, so that the time tells neither which key it was nor which signature.
pub(super) fn verify(keys: &WebhookKeys, presented: &Presented, body: &[u8]) -> Result<[u8; 32], Refusal> {
    let prefix = keys.scheme().prefix(presented);
    let mut fits = None;
    for key in keys.each() {
        let tag = tag(key, prefix.as_bytes(), body);
        for signature in &presented.signatures {
            if verify_slices_are_equal(tag.as_ref(), signature).is_ok() {
                fits = Some(*signature);
            }
        }
    }
    fits.ok_or(Refusal::BadSignature("no key has signed this"))
}

fn tag(key: &Key, prefix: &[u8], body: &[u8]) -> Tag {
    let mut context = Context::with_key(key);
    context.update(prefix);
    context.update(body);
    context.sign()
}

/// Whether this is the whole tag of a message, for test vectors.
#[cfg(any(feature = "testing", doc))]
pub(crate) fn is_hmac(key: &[u8], message: &[u8], claimed: &[u8]) -> bool {
    let key = Key::new(aws_lc_rs::hmac::HMAC_SHA256, key);
    let (one, other) = message.split_at(message.len() / 2);
    verify_slices_are_equal(tag(&key, one, other).as_ref(), claimed).is_ok()
}

/// Whether this secret, however weak, has signed a call, for test vectors.
#[cfg(any(feature = "testing", doc))]
pub(crate) fn is_signed(
    scheme: super::WebhookScheme,
    secret: &str,
    headers: &http::HeaderMap,
    body: &[u8],
    now: i64,
) -> bool {
    let keys = WebhookKeys::weak(scheme, key_of(scheme, secret));
    super::headers::read(scheme, headers, now).and_then(|presented| verify(&keys, &presented, body)).is_ok()
}

#[cfg(any(feature = "testing", doc))]
fn key_of(scheme: super::WebhookScheme, secret: &str) -> Key {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;

    let key = match scheme {
        super::WebhookScheme::Standard => {
            STANDARD.decode(secret.strip_prefix("whsec_").unwrap_or(secret)).unwrap_or_default()
        }
        super::WebhookScheme::GitHub | super::WebhookScheme::Stripe => secret.as_bytes().to_vec(),
    };
    Key::new(aws_lc_rs::hmac::HMAC_SHA256, &key)
}

/// The headers of a call, as its sender signs it.
#[cfg(any(feature = "testing", doc))]
pub(crate) fn sign(
    scheme: super::WebhookScheme,
    secret: &str,
    id: &str,
    timestamp: i64,
    body: &[u8],
) -> Vec<(&'static str, String)> {
    use super::WebhookScheme;
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;

    let key = key_of(scheme, secret);
    let hex = |tag: Tag| -> String { tag.as_ref().iter().map(|byte| format!("{byte:02x}")).collect() };
    match scheme {
        WebhookScheme::Standard => {
            let signature = tag(&key, format!("{id}.{timestamp}.").as_bytes(), body);
            vec![
                ("webhook-id", id.to_owned()),
                ("webhook-timestamp", timestamp.to_string()),
                ("webhook-signature", format!("v1,{}", STANDARD.encode(signature.as_ref()))),
            ]
        }
        WebhookScheme::GitHub => {
            vec![("x-hub-signature-256", format!("sha256={}", hex(tag(&key, b"", body))))]
        }
        WebhookScheme::Stripe => {
            let signature = hex(tag(&key, format!("{timestamp}.").as_bytes(), body));
            vec![("stripe-signature", format!("t={timestamp},v1={signature}"))]
        }
    }
}
