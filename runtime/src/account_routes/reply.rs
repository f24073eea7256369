//! Tokens on their way to their client: the one place from which they leave.
//!
//! Floor 13.

use serde::Serializer;
use serde::ser::SerializeMap as _;

use crate::accounts::Tokens;
use crate::reply::{Expose, Exposed, SealedExpose, SealedExposed, Viewer};

impl SealedExposed for Tokens {}
impl SealedExpose for Tokens {}
impl Expose for Tokens {}

/// The members of RFC 6749, section 5.1.
impl Exposed for Tokens {
    fn expose<S: Serializer>(&self, _: &Viewer, out: S) -> Result<S::Ok, S::Error> {
        let mut map = out.serialize_map(Some(4))?;
        map.serialize_entry("access_token", self.access.reveal())?;
        map.serialize_entry("expires_in", &self.expires_in)?;
        map.serialize_entry("refresh_token", self.refresh.reveal())?;
        map.serialize_entry("token_type", "Bearer")?;
        map.end()
    }
}
