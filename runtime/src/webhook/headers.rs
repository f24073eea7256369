//! What the headers of a call say of its signature: each read once, whole, and in the one form that senders write.
//!
//! Floor 5.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderMap;
use smallvec::SmallVec;

use super::scheme::WebhookScheme;
use crate::refusal::Refusal;

/// How far the clocks of sender and receiver may be apart, in seconds: five minutes, as all three schemes say.
pub(super) const TOLERANCE: u64 = 300;

/// The most signatures that are looked at. A sender who rotates a key sends two.
const MOST: usize = 8;

/// The longest header that is read, in bytes.
const LONGEST: usize = 2_048;

/// The longest id of a call, in bytes.
const LONGEST_ID: usize = 256;

/// What the headers say.
pub(super) struct Presented {
    pub(super) id: Option<String>,
    /// As it was written, because so it was signed.
    pub(super) timestamp: Option<String>,
    /// At least one, each of the length of a whole tag: a short one would be guessed.
    pub(super) signatures: SmallVec<[[u8; 32]; 2]>,
}

/// Reads them, and whether they are of now.
pub(super) fn read(scheme: WebhookScheme, headers: &HeaderMap, now: i64) -> Result<Presented, Refusal> {
    let (id, timestamp, signatures) = match scheme {
        WebhookScheme::Standard => {
            let signatures = one(headers, "webhook-signature")?.split(' ');
            let versions = signatures.filter_map(|signature| signature.strip_prefix("v1,"));
            let id = one(headers, "webhook-id")?;
            (Some(id), Some(one(headers, "webhook-timestamp")?), collect(versions, base64)?)
        }
        WebhookScheme::GitHub => {
            let signature = one(headers, "x-hub-signature-256")?.strip_prefix("sha256=");
            (None, None, collect(signature.into_iter(), hexadecimal)?)
        }
        WebhookScheme::Stripe => {
            let parts = one(headers, "stripe-signature")?.split(',').filter_map(|part| part.split_once('='));
            let of = |name: &'static str| {
                parts.clone().filter(move |(known, _)| *known == name).map(|(_, value)| value)
            };
            let mut times = of("t");
            let (Some(time), None) = (times.next(), times.next()) else {
                return Err(Refusal::BadSignature("not one time of the signature"));
            };
            (None, Some(time), collect(of("v1"), hexadecimal)?)
        }
    };
    if let Some(id) = id
        && !is_id(id)
    {
        return Err(Refusal::BadSignature("no id of a call"));
    }
    if let Some(written) = timestamp {
        fresh(written, now)?;
    }
    Ok(Presented { id: id.map(str::to_owned), timestamp: timestamp.map(str::to_owned), signatures })
}

/// A header that stands once: of two, a proxy and we could believe different ones.
fn one<'h>(headers: &'h HeaderMap, name: &str) -> Result<&'h str, Refusal> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (None, _) => Err(Refusal::BadSignature("no signature, or a part of it is missing")),
        (Some(_), Some(_)) => Err(Refusal::BadSignature("a header of the signature stands twice")),
        (Some(value), None) if value.len() > LONGEST => {
            Err(Refusal::BadSignature("a header of the signature is too long"))
        }
        (Some(value), None) => {
            value.to_str().map_err(|_| Refusal::BadSignature("a header of the signature is not ASCII"))
        }
    }
}

/// What is signed is id, time and body with full stops between them; with one in the id, one call could be read as another.
fn is_id(id: &str) -> bool {
    (1..=LONGEST_ID).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'.')
}

/// A time in seconds since 1970, in the one form that it has, and not too far from now.
fn fresh(written: &str, now: i64) -> Result<(), Refusal> {
    let time: Option<i64> = written.parse().ok().filter(|time: &i64| time.to_string() == written);
    match time {
        None => Err(Refusal::BadSignature("the time of the signature is no time")),
        Some(time) if time.abs_diff(now) > TOLERANCE => {
            Err(Refusal::BadSignature("the signature is not of now"))
        }
        Some(_) => Ok(()),
    }
}

fn collect<'h>(
    texts: impl Iterator<Item = &'h str>,
    decode: fn(&str) -> Option<[u8; 32]>,
) -> Result<SmallVec<[[u8; 32]; 2]>, Refusal> {
    let mut signatures = SmallVec::new();
    for (number, text) in texts.enumerate() {
        if number == MOST {
            return Err(Refusal::BadSignature("too many signatures"));
        }
        signatures.extend(decode(text));
    }
    if signatures.is_empty() {
        Err(Refusal::BadSignature("no signature of a known form"))
    } else {
        Ok(signatures)
    }
}

fn base64(text: &str) -> Option<[u8; 32]> {
    // The standard decoder takes what is padded and canonical, and nothing else.
    STANDARD.decode(text).ok()?.try_into().ok()
}

/// Sixty-four digits in lower case, as both senders write them.
fn hexadecimal(text: &str) -> Option<[u8; 32]> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let mut bytes = [0; 32];
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if !rest.is_empty() || pairs.len() != bytes.len() {
        return None;
    }
    for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
        *byte = digit(*high)? << 4 | digit(*low)?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standard(id: &str, time: &str, signature: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in
            [("webhook-id", id), ("webhook-timestamp", time), ("webhook-signature", signature)]
        {
            headers.insert(name, value.parse().unwrap());
        }
        headers
    }

    #[test]
    fn times_are_read_at_the_ends_of_their_type() {
        let tag = format!("v1,{}", STANDARD.encode([7; 32]));
        let read =
            |time: &str, now: i64| read(WebhookScheme::Standard, &standard("msg_1", time, &tag), now).is_ok();
        for now in [i64::MIN, i64::MIN + 1, -1, 0, 1, 1_700_000_000, i64::MAX - 1, i64::MAX] {
            for offset in [-301, -300, 0, 300, 301] {
                if let Some(time) = now.checked_add(offset) {
                    assert_eq!(read(&time.to_string(), now), offset.abs() <= 300, "{now} {time}");
                }
            }
            assert!(!read("9223372036854775808", now) && !read("-9223372036854775809", now));
        }
        for written in ["", "+5", "05", "5.0", "5e0", " 5", "5 ", "0x5", "-0", "٥", "5\t"] {
            let value = http::HeaderValue::from_bytes(written.as_bytes());
            assert!(value.is_err() || !written.is_ascii() || !read(written, 5), "{written:?}");
        }
        assert!(read("5", 5) && read("-5", 5));
    }

    #[test]
    fn ids_cannot_run_into_what_follows() {
        let tag = format!("v1,{}", STANDARD.encode([7; 32]));
        for (id, good) in
            [("msg_1", true), ("", false), ("a.1", false), ("a b", false), (&"x".repeat(257), false)]
        {
            assert_eq!(read(WebhookScheme::Standard, &standard(id, "5", &tag), 5).is_ok(), good, "{id}");
        }
    }

    #[test]
    fn only_whole_signatures_of_the_known_version_are_looked_at() {
        let whole = STANDARD.encode([7; 32]);
        let short = STANDARD.encode([7; 16]);
        let many = vec![format!("v1,{whole}"); MOST + 1].join(" ");
        for (signature, count) in [
            (format!("v1,{whole}"), Some(1)),
            (format!("v1,{whole} v1,{whole}"), Some(2)),
            (format!("v1a,{whole} v1,{whole} v0,{whole}"), Some(1)),
            (format!("v1a,{whole}"), None),
            (format!("v1,{short}"), None),
            (format!("v1,{}", whole.trim_end_matches('=')), None),
            (format!("V1,{whole}"), None),
            (format!("v1,{whole}\tv1,{whole}"), None),
            (many, None),
            (String::new(), None),
        ] {
            let read = read(WebhookScheme::Standard, &standard("msg_1", "5", &signature), 5);
            assert_eq!(read.ok().map(|presented| presented.signatures.len()), count, "{signature}");
        }
        assert_eq!(hexadecimal(&"0f".repeat(32)), Some([15; 32]));
        for bad in ["0F".repeat(32), "0f".repeat(31), "0f".repeat(33), "g0".repeat(32), "é".repeat(32)] {
            assert_eq!(hexadecimal(&bad), None, "{bad}");
        }
    }
}
