//! The public keys by which others verify the tokens of accounts.
//!
//! Floor 13. RFC 7517.

use portcullis::prelude::*;

use crate::accounts::Desk;
use serde::{Serialize, Serializer};

use crate::reply::{Exposed, SealedExpose, SealedExposed, Viewer};

/// A JWK Set of public keys, which are for everyone.
pub(super) struct PublicKeys(serde_json::Value);

impl SealedExposed for PublicKeys {}
impl SealedExpose for PublicKeys {}
impl crate::reply::Expose for PublicKeys {}

impl Exposed for PublicKeys {
    fn expose<S: Serializer>(&self, _: &Viewer<'_>, out: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(out)
    }
}

/// The public keys that verify today's tokens. A shared secret is none.
#[secure_route(get = "/.well-known/jwks.json", public, rate = "60/min by ip")]
pub(super) async fn public_keys(accounts: Service<Desk>) -> Json<PublicKeys> {
    Json(PublicKeys(accounts.issuer().jwks()))
}
