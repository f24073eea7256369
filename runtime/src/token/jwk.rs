//! Public keys as JSON (RFC 7517, RFC 7518, RFC 8037): those that are published, and those that a provider publishes.
//!
//! Floor 3. A shared secret is never written, and never read.

use aws_lc_rs::{digest, hmac};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::key::Public;
use super::ring::Keys;

impl Public {
    /// The members that RFC 7638 calls required, in its order.
    fn members(&self) -> Value {
        let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        match self {
            Self::Ed25519(key) => json!({ "crv": "Ed25519", "kty": "OKP", "x": text(key) }),
            Self::P256(point) => {
                let (x, y) = point.get(1..).unwrap_or_default().split_at_checked(32).unwrap_or_default();
                json!({ "crv": "P-256", "kty": "EC", "x": text(x), "y": text(y) })
            }
            Self::Rsa { n, e } => json!({ "e": text(e), "kty": "RSA", "n": text(n) }),
        }
    }
}

/// The id of a key that has no name: its thumbprint of RFC 7638, which others compute alike.
pub(super) fn thumbprint(public: &Public) -> String {
    // Without blanks and in the order of their names, as the thumbprint asks.
    let digest = digest::digest(&digest::SHA256, public.members().to_string().as_bytes());
    URL_SAFE_NO_PAD.encode(digest)
}

/// The id of a shared secret that has no name. It tells no more of the secret than any token that it signs.
pub(super) fn id_of_secret(secret: &[u8]) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
    let tag = hmac::sign(&key, b"portcullis: the id of a key");
    URL_SAFE_NO_PAD.encode(tag.as_ref().get(..16).unwrap_or_default())
}

/// What `/.well-known/jwks.json` gives: the public keys of a ring. Shared secrets are not among them.
pub(super) fn published(keys: &Keys) -> Value {
    let one = |key: &super::key::Key| {
        let mut members = key.public.as_ref()?.members();
        for (name, value) in [("kid", key.id.as_str()), ("alg", super::signed::name(key.algorithm)), ("use", "sig")] {
            members.as_object_mut()?.insert(name.to_owned(), value.into());
        }
        Some(members)
    };
    json!({ "keys": keys.keys.iter().filter_map(one).collect::<Vec<_>>() })
}
