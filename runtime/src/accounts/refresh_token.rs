//! Refresh tokens: opaque, random, kept only as their hash.
//!
//! Floor 5. RFC 6749, section 1.5; RFC 9700, section 4.14.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::TryRng as _;
use rand::rngs::SysRng;
use serde::{Deserialize, Deserializer};
use zeroize::Zeroizing;

use crate::refusal::Refusal;
use crate::secret::Secret;
use crate::token_hash::TokenHash;

/// Random bytes of a token.
const BYTES: usize = 32;
/// They as base64url without padding.
const LENGTH: usize = 43;

/// What a client trades for a new access token. It is a credential: it has no `Display` and no `==`, `Debug` shows nothing of it, and it is no
/// access token, nor becomes one.
pub struct RefreshToken(Secret<String>);

impl fmt::Debug for RefreshToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RefreshToken(…)")
    }
}

impl RefreshToken {
    /// 256 bits of the operating system's randomness.
    pub(super) fn random() -> Result<Self, Refusal> {
        let mut bytes = Zeroizing::new([0; BYTES]);
        SysRng.try_fill_bytes(&mut *bytes).map_err(Refusal::internal)?;
        Ok(Self(Secret::new(URL_SAFE_NO_PAD.encode(*bytes))))
    }

    /// What is kept of it. The token is random, so that a fast hash tells nothing of it.
    pub(super) fn hash(&self) -> TokenHash {
        TokenHash::of(&self.0)
    }

    /// The text, for the client alone.
    pub(crate) fn reveal(&self) -> &str {
        self.0.reveal()
    }
}

/// Whatever is sent is read, up to the length of a token, and whatever is longer is cut: it names no token, as any other wrong one, and gets the
/// same answer.
impl<'de> Deserialize<'de> for RefreshToken {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let text = Zeroizing::new(String::deserialize(input)?);
        let kept = text
            .char_indices()
            .nth(LENGTH + 1)
            .map_or(text.as_str(), |(end, _)| text.get(..end).unwrap_or(""));
        Ok(Self(Secret::new(kept.to_owned())))
    }
}
