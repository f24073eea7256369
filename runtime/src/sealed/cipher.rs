//! XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha): a sealed value is bound to the place that it stands in.
//!
//! Floor 2. Nonces are 192 random bits, so that a key may seal as much as it likes.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

/// How long a key is, in bytes.
pub(super) const KEY: usize = 32;
/// How long a nonce is, in bytes.
const NONCE: usize = 24;
/// What a sealed value begins with: the form that it has.
const FORM: u8 = 1;
/// Makes a sealed value of this one no other thing that the same key could authenticate.
const PURPOSE: &[u8] = b"portcullis sealed column";

/// Where a value stands: what is authenticated with it.
#[derive(Clone, Copy)]
pub(super) struct Place<'p> {
    pub(super) table: &'p str,
    pub(super) column: &'p str,
    /// The key of the row, as text.
    pub(super) row: &'p str,
}

/// A sealed value, taken apart: its form, the id of its key, its nonce and what is sealed.
struct Parts<'s> {
    head: &'s [u8],
    key: &'s str,
    nonce: [u8; NONCE],
    sealed: &'s [u8],
}

fn parts(whole: &[u8]) -> Option<Parts<'_>> {
    let [FORM, length, rest @ ..] = whole else { return None };
    let (key, rest) = rest.split_at_checked(usize::from(*length))?;
    let (nonce, sealed) = rest.split_at_checked(NONCE)?;
    let head = whole.get(..2 + key.len())?;
    Some(Parts { head, key: std::str::from_utf8(key).ok()?, nonce: nonce.try_into().ok()?, sealed })
}

/// The id of the key that a value is sealed with.
pub(super) fn key_of(whole: &[u8]) -> Option<&str> {
    parts(whole).map(|parts| parts.key)
}

/// What is authenticated with a value: each part with its length, so that no two places read alike.
fn bound(head: &[u8], place: Place<'_>) -> Vec<u8> {
    let mut bound = PURPOSE.to_vec();
    for part in [head, place.table.as_bytes(), place.column.as_bytes(), place.row.as_bytes()] {
        bound.extend_from_slice(&(part.len() as u64).to_be_bytes());
        bound.extend_from_slice(part);
    }
    bound
}

/// Seals a value for its place.
pub(super) fn seal(id: &str, key: &[u8; KEY], place: Place<'_>, value: &[u8]) -> Option<Vec<u8>> {
    let mut whole = vec![FORM, u8::try_from(id.len()).ok()?];
    whole.extend_from_slice(id.as_bytes());
    let nonce: [u8; NONCE] = rand::random();
    let aad = bound(&whole, place);
    let sealed = encrypt(key, &nonce, &aad, value)?;
    whole.extend_from_slice(&nonce);
    whole.extend_from_slice(&sealed);
    Some(whole)
}

/// The value, where it was sealed with this key for this place.
pub(super) fn open(key: &[u8; KEY], place: Place<'_>, whole: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let parts = parts(whole)?;
    decrypt(key, &parts.nonce, &bound(parts.head, place), parts.sealed)
}

fn encrypt(key: &[u8; KEY], nonce: &[u8; NONCE], aad: &[u8], value: &[u8]) -> Option<Vec<u8>> {
    let cipher = XChaCha20Poly1305::new(&Key::from(*key));
    cipher.encrypt(&XNonce::from(*nonce), Payload { msg: value, aad }).ok()
}

fn decrypt(key: &[u8; KEY], nonce: &[u8; NONCE], aad: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let cipher = XChaCha20Poly1305::new(&Key::from(*key));
    cipher.decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad }).ok().map(Zeroizing::new)
}

/// For vectors.
#[cfg(any(feature = "testing", doc))]
pub(crate) fn open_vector(key: &[u8], nonce: &[u8], aad: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    decrypt(key.try_into().ok()?, nonce.try_into().ok()?, aad, sealed).map(|value| value.to_vec())
}

/// For vectors.
#[cfg(any(feature = "testing", doc))]
pub(crate) fn seal_vector(key: &[u8], nonce: &[u8], aad: &[u8], value: &[u8]) -> Option<Vec<u8>> {
    encrypt(key.try_into().ok()?, nonce.try_into().ok()?, aad, value)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Place<'_> = Place { table: "customers", column: "phone", row: "7" };

    #[test]
    fn opens_at_its_place_alone() {
        let key = [7; KEY];
        let sealed = seal("a", &key, HERE, b"+49 30 1234567").unwrap();
        assert_eq!(open(&key, HERE, &sealed).unwrap().as_slice(), b"+49 30 1234567");
        for elsewhere in [
            Place { table: "suppliers", ..HERE },
            Place { column: "fax", ..HERE },
            Place { row: "8", ..HERE },
            // The same letters, elsewhere divided.
            Place { table: "customersp", column: "hone", ..HERE },
        ] {
            assert!(open(&key, elsewhere, &sealed).is_none());
        }
        assert!(open(&[8; KEY], HERE, &sealed).is_none());
        assert_ne!(seal("a", &key, HERE, b"+49 30 1234567").unwrap(), sealed, "a nonce is never used twice");
    }

    #[test]
    fn no_bit_can_be_turned_and_no_byte_left_out() {
        let key = [7; KEY];
        let sealed = seal("2026-11-26-1", &key, HERE, b"value").unwrap();
        for at in 0..sealed.len() {
            let mut turned = sealed.clone();
            turned[at] ^= 1;
            assert!(open(&key, HERE, &turned).is_none(), "bit of byte {at}");
            assert!(open(&key, HERE, &sealed[..at]).is_none(), "the first {at} bytes");
        }
        assert!(open(&key, HERE, &[sealed.as_slice(), b"x"].concat()).is_none());
        // The id of the key is authenticated too.
        let mut renamed = sealed.clone();
        renamed[2] = b'3';
        assert!(key_of(&renamed).is_some() && open(&key, HERE, &renamed).is_none());
    }

    #[test]
    fn what_is_no_sealed_value_is_none() {
        for bytes in [&b""[..], &[0], &[1], &[1, 255, 1], &[2; 80], &[1, 1, 0xff], b"plain text from before"]
        {
            assert!(key_of(bytes).is_none(), "{bytes:?}");
            assert!(open(&[7; KEY], HERE, bytes).is_none());
        }
    }
}
