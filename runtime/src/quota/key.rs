//! Whom a quota counts: the parts of a key, as one fingerprint.
//!
//! Floor 3. A fingerprint is 128 bits of a hash that is keyed at random at start, so a key of 64 KiB costs no more memory
//! than a short one, and nobody can choose two keys that meet.

use std::borrow::Cow;
use std::collections::hash_map::{DefaultHasher, RandomState};
use std::hash::{BuildHasher, Hasher};
use std::net::IpAddr;

use icu_normalizer::ComposingNormalizer;

use crate::fold;

/// Begins fingerprints.
#[derive(Default)]
pub(crate) struct Fingerprints(RandomState, RandomState);

/// A key on its way to a fingerprint.
#[derive(Clone)]
pub(crate) struct Fingerprint(DefaultHasher, DefaultHasher);

impl Fingerprints {
    pub(crate) fn begin(&self) -> Fingerprint {
        Fingerprint(self.0.build_hasher(), self.1.build_hasher())
    }
}

impl Fingerprint {
    /// A client's address: an IPv6 host owns its whole /64, and an IPv4 address in IPv6 is that IPv4 address.
    pub(crate) fn address(self, address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => self.part(b'4', &address.octets()),
            IpAddr::V6(address) => {
                let octets = address.octets();
                let [network @ .., _, _, _, _, _, _, _, _] = &octets;
                self.part(b'6', network)
            }
        }
    }

    /// The subject of a caller.
    pub(crate) fn subject(self, subject: &str) -> Self {
        self.part(b'u', subject.as_bytes())
    }

    /// A field of the body, where it is there.
    pub(crate) fn field(self, text: Option<&str>) -> Self {
        match text {
            Some(text) => self.part(b'b', normalized(text).as_bytes()),
            None => self.part(b'n', b""),
        }
    }

    /// The parts of a key cannot run into each other: each has its kind and its length.
    fn part(mut self, kind: u8, bytes: &[u8]) -> Self {
        for hasher in [&mut self.0, &mut self.1] {
            hasher.write_u8(kind);
            hasher.write_usize(bytes.len());
            hasher.write(bytes);
        }
        self
    }

    pub(crate) fn finish(self) -> u128 {
        (u128::from(self.0.finish()) << 64) | u128::from(self.1.finish())
    }
}

/// What is not seen: the code points that Unicode calls default-ignorable (DerivedCoreProperties).
fn is_unseen(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
    )
}

/// One text for all that people take for the same: without blanks around and what is not seen, in NFKC, without case (Unicode
/// Standard Annex 15; Unicode Standard, section 3.13, toNFKC_Casefold), and the domain of an address as people read it, since it can be
/// written for machines as well (RFC 5891).
fn normalized(text: &str) -> Cow<'_, str> {
    let folded = folded(text);
    match address(&folded) {
        Some(address) => Cow::Owned(address),
        None => folded,
    }
}

/// The longest domain has 253 letters; a longer one is no address.
const LONGEST_DOMAIN: usize = 253;

/// The address whose domain is written for machines, as people read it.
fn address(text: &str) -> Option<String> {
    let (local, domain) = text.rsplit_once('@')?;
    if domain.len() > LONGEST_DOMAIN || !domain.contains("xn--") {
        return None;
    }
    let (read, is_one) = idna::domain_to_unicode(domain);
    is_one.ok().map(|()| folded(&format!("{local}@{read}")).into_owned())
}

fn folded(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if text.is_ascii() {
        let has_upper = text.bytes().any(|byte| byte.is_ascii_uppercase());
        return if has_upper { Cow::Owned(text.to_ascii_lowercase()) } else { Cow::Borrowed(text) };
    }
    let nfkc = ComposingNormalizer::new_nfkc();
    let seen: String = text.chars().filter(|letter| !is_unseen(*letter)).collect();
    Cow::Owned(fold::folded(nfkc.normalize(&seen).trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_text_for_one_person() {
        for (one, other) in [
            (" Alice@Example.com\n", "alice@example.com"),
            ("ＡＬＩＣＥ", "alice"),
            ("STRASSE", "straße"),
            ("e\u{301}", "É"),
            ("ﬁ", "FI"),
            ("\u{a0}x\u{3000}", "x"),
            ("Ω", "\u{2126}"),
            ("a@xn--bcher-KVA.example", "A@BÜCHER.example"),
            ("a\u{ad}l\u{200b}i\u{34f}c\u{fe0f}e", "\u{feff}Alice\u{200e}"),
        ] {
            assert_eq!(normalized(one), normalized(other), "{one:?} {other:?}");
        }
        assert_ne!(normalized("alice"), normalized("al1ce"));
        assert_eq!(normalized("İ"), normalized(&"İ".to_lowercase()));
        assert!(normalized(&"\u{fdfa}".repeat(20_000)).len() > 100_000, "expands, and ends");
    }

    #[test]
    fn one_key_for_one_host() {
        let fingerprints = Fingerprints::default();
        let of = |address: &str| fingerprints.begin().address(address.parse().unwrap()).finish();
        assert_eq!(of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff:ffff:ffff:ffff"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
        assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
    }

    #[test]
    fn parts_do_not_run_together() {
        let fingerprints = Fingerprints::default();
        let of = |one: &str, other: &str| fingerprints.begin().field(Some(one)).field(Some(other)).finish();
        assert_ne!(of("ab", "c"), of("a", "bc"));
        let absent = fingerprints.begin().field(None).finish();
        assert_ne!(absent, fingerprints.begin().field(Some("")).finish());
        assert_ne!(absent, fingerprints.begin().subject("").finish());
    }
}
