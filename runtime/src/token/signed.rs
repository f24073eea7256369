//! The signature layer: the parts of a token, and whether a key signed them.
//!
//! Floor 3. RFC 7515, section 5.2, in the compact form alone.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::Algorithm;

use super::claims::{Header, Object};
use super::key::Key;

/// A token in its parts. Nothing of it is believed yet.
pub(super) struct Signed<'t> {
    /// What is signed: header and payload as they were sent.
    message: &'t str,
    signature: &'t str,
    pub(super) header: Header,
    pub(super) payload: Vec<u8>,
}

impl<'t> Signed<'t> {
    /// Three parts of base64url without padding, in the one way that each can be written, the first being an object.
    pub(super) fn read(token: &'t str) -> Result<Self, &'static str> {
        let (message, signature) = token.rsplit_once('.').ok_or("not three parts")?;
        let (header, payload) = message.split_once('.').ok_or("not three parts")?;
        let header = URL_SAFE_NO_PAD.decode(header).ok().and_then(|header| object(&header));
        let header = header.ok_or("the header is not of the expected form")?;
        // A further dot is not of the alphabet either.
        let payload = URL_SAFE_NO_PAD.decode(payload).map_err(|_| "the payload is not base64url")?;
        Ok(Self { message, signature, header, payload })
    }

    /// Whether this key signed it. The key decides the algorithm; the header only has to agree.
    pub(super) fn check(&self, key: &Key) -> Result<(), &'static str> {
        if self.header.crit.is_some() {
            return Err("`crit` demands what is not understood");
        }
        if !is_named(key.algorithm, &self.header.alg) {
            return Err("the algorithm is not the key's");
        }
        let message = self.message.as_bytes();
        match jsonwebtoken::crypto::verify(self.signature, message, &key.verifying, key.algorithm) {
            Ok(true) => Ok(()),
            _ => Err("the signature does not fit"),
        }
    }
}

/// One JSON object in which no member stands twice.
fn object<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    let object: Object = serde_json::from_slice(bytes).ok()?;
    serde_json::from_value(object.0.into()).ok()
}

/// The name of RFC 7518 and RFC 8037 for an algorithm that a key can be pinned to.
pub(super) fn name(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::HS256 => "HS256",
        Algorithm::ES256 => "ES256",
        Algorithm::RS256 => "RS256",
        Algorithm::EdDSA => "EdDSA",
        // No ring holds a key of another algorithm.
        _ => "",
    }
}

/// Whether a token or a JWK may call the algorithm so. RFC 9864 calls EdDSA on this curve `Ed25519`.
pub(super) fn is_named(algorithm: Algorithm, called: &str) -> bool {
    called == name(algorithm) || (algorithm == Algorithm::EdDSA && called == "Ed25519")
}
