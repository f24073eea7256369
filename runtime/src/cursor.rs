//! Cursors: where a list goes on, sealed so that a client can neither read nor make one.
//!
//! Floor 1. AES-256-GCM-SIV (RFC 8452), whose nonces may be random. What a cursor is for is authenticated with it and not in it, so
//! that one of another route, list or caller does not open.

use aws_lc_rs::aead::{AES_256_GCM_SIV, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// The key that cursors are sealed with.
pub(crate) struct CursorKey(LessSafeKey);

/// The most bytes of what a cursor says.
pub(crate) const MOST_SAID: usize = 6 * 1024;
/// The most characters of a cursor: in base64, with nonce and tag.
pub(crate) const LONGEST: usize = MOST_SAID / 3 * 4 + 64;

impl CursorKey {
    /// A key of 32 bytes.
    pub(crate) fn new(bytes: &[u8]) -> Option<Self> {
        UnboundKey::new(&AES_256_GCM_SIV, bytes).ok().map(|key| Self(LessSafeKey::new(key)))
    }

    /// A key of this process alone.
    pub(crate) fn random() -> Option<Self> {
        Self::new(&rand::random::<[u8; 32]>())
    }

    /// Seals what a cursor says, for what it is for.
    pub(crate) fn seal(&self, purpose: &[u8], said: &[u8]) -> Option<String> {
        let nonce: [u8; NONCE_LEN] = rand::random();
        let mut sealed = said.to_vec();
        let unique = Nonce::assume_unique_for_key(nonce);
        self.0.seal_in_place_append_tag(unique, Aad::from(purpose), &mut sealed).ok()?;
        let mut whole = nonce.to_vec();
        whole.append(&mut sealed);
        Some(URL_SAFE_NO_PAD.encode(whole))
    }

    /// What a cursor says, if it was sealed here for this.
    pub(crate) fn open(&self, purpose: &[u8], cursor: &str) -> Option<Vec<u8>> {
        if cursor.len() > LONGEST {
            return None;
        }
        let mut whole = URL_SAFE_NO_PAD.decode(cursor).ok()?;
        let (nonce, sealed) = whole.split_at_mut_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let said = self.0.open_in_place(nonce, Aad::from(purpose), sealed).ok()?;
        Some(said.to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_what_it_sealed_for_the_same_purpose_alone() {
        let key = CursorKey::random().unwrap();
        let cursor = key.seal(b"orders of 1", b"[\"7\"]").unwrap();
        assert_eq!(key.open(b"orders of 1", &cursor).as_deref(), Some(b"[\"7\"]".as_slice()));
        assert_eq!(key.open(b"orders of 2", &cursor), None);
        assert_eq!(CursorKey::random().unwrap().open(b"orders of 1", &cursor), None);
        for at in 0..cursor.len() {
            let mut forged = cursor.clone().into_bytes();
            forged[at] = if forged[at] == b'A' { b'B' } else { b'A' };
            let forged = String::from_utf8(forged).unwrap();
            assert_eq!(key.open(b"orders of 1", &forged), None, "{forged}");
        }
        for bad in ["", "A", "7", "====", "ä", &"A".repeat(LONGEST + 1), &cursor[1..], &format!("{cursor}A")]
        {
            assert_eq!(key.open(b"orders of 1", bad), None, "{bad}");
        }
    }
}
