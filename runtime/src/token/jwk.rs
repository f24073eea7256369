//! Public keys as JSON (RFC 7517, RFC 7518, RFC 8037): those that are published, and those that a provider publishes.
//!
//! Floor 3. A shared secret is never written, and never read.

#[cfg(any(feature = "jwks", feature = "testing", doc))]
pub(super) use reading::read_set;

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
        for (name, value) in
            [("kid", key.id.as_str()), ("alg", super::signed::name(key.algorithm)), ("use", "sig")]
        {
            members.as_object_mut()?.insert(name.to_owned(), value.into());
        }
        Some(members)
    };
    json!({ "keys": keys.keys.iter().filter_map(one).collect::<Vec<_>>() })
}

/// What a provider publishes.
#[cfg(any(feature = "jwks", feature = "testing", doc))]
mod reading {
    use serde::Deserialize;
    use serde_json::{Map, Value};

    use super::super::claims::Object;
    use super::super::key::{Key, Public};
    use super::super::ring::Keys;
    use super::super::signed::is_named;
    use super::{Engine, URL_SAFE_NO_PAD};

    #[derive(Deserialize)]
    struct Set {
        keys: Vec<Object>,
    }

    /// The keys of a JWK Set that tokens may be verified with. Others are passed over, because a provider publishes keys for more than access
    /// tokens; two of one id are both, because nothing says which is meant.
    pub(in crate::token) fn read_set(set: &[u8]) -> Result<Keys, &'static str> {
        let set: Set = serde_json::from_slice(set).map_err(|_| "the answer is no JWK Set")?;
        let mut read: Vec<Key> = Vec::new();
        for jwk in &set.keys {
            match read_key(&jwk.0) {
                Ok(key) => read.push(key),
                Err(why) => {
                    tracing::debug!(kid = ?jwk.0.get("kid"), why, "a key of a provider is passed over")
                }
            }
        }
        let mut keys = Keys::default();
        let is_single = |id: &str| read.iter().filter(|key| key.id == id).count() == 1;
        let single: Vec<bool> = read.iter().map(|key| is_single(&key.id)).collect();
        keys.keys = read.into_iter().zip(single).filter_map(|(key, single)| single.then_some(key)).collect();
        Ok(keys)
    }

    fn read_key(jwk: &Map<String, Value>) -> Result<Key, &'static str> {
        let text = |name: &str| match jwk.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.as_str())),
            Some(_) => Err("a member is of the wrong type"),
        };
        if jwk.contains_key("k") || jwk.contains_key("d") {
            return Err("a secret that is published is none");
        }
        if text("use")?.is_some_and(|intended| intended != "sig") {
            return Err("it is not for signatures");
        }
        match jwk.get("key_ops") {
            None => {}
            Some(Value::Array(operations)) if operations.iter().any(|one| one == "verify") => {}
            Some(_) => return Err("it is not for verifying"),
        }
        let id = text("kid")?.ok_or("it has no id")?;
        let number = |name: &str| {
            let digits = text(name)?.ok_or("a number is missing")?;
            URL_SAFE_NO_PAD.decode(digits).map_err(|_| "a number is not base64url")
        };
        let public = match (text("kty")?, text("crv")?) {
            (Some("OKP"), Some("Ed25519")) => Public::Ed25519(number("x")?),
            (Some("EC"), Some("P-256")) => {
                let (x, y) = (number("x")?, number("y")?);
                if x.len() != 32 || y.len() != 32 {
                    return Err("a coordinate is not of 32 bytes");
                }
                Public::P256([&[4][..], &x, &y].concat())
            }
            (Some("RSA"), None) => {
                let plain = |number: Vec<u8>| number.into_iter().skip_while(|byte| *byte == 0).collect();
                Public::Rsa { n: plain(number("n")?), e: plain(number("e")?) }
            }
            _ => return Err("it is of a kind that is not taken"),
        };
        let key = Key::of_public(id, id, public).map_err(|_| "it is weak, or no key at all")?;
        if text("alg")?.is_some_and(|algorithm| !is_named(key.algorithm, algorithm)) {
            return Err("it is for another algorithm");
        }
        Ok(key)
    }
}
