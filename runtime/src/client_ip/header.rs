//! What the headers of proxies say: `Forwarded` (RFC 7239) and `X-Forwarded-For`.
//!
//! Floor 3.

use std::net::{IpAddr, SocketAddr};

use http::HeaderName;
use http::header::FORWARDED;

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The header that the proxies write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ForwardingHeader {
    Forwarded,
    XForwardedFor,
}

impl ForwardingHeader {
    pub(super) fn name(self) -> HeaderName {
        match self {
            Self::Forwarded => FORWARDED,
            Self::XForwardedFor => X_FORWARDED_FOR,
        }
    }

    /// What stands before the last element, and that element.
    pub(super) fn last(self, line: &[u8]) -> Result<(Option<&[u8]>, &[u8]), Unreadable> {
        match self {
            Self::Forwarded => last_element(line),
            // Without quotes or escapes: whatever the client wrote, a comma ends it.
            Self::XForwardedFor => Ok(last_part(line)),
        }
    }

    /// Whom an element names.
    pub(super) fn address(self, element: &[u8]) -> Result<IpAddr, Unreadable> {
        let element = std::str::from_utf8(element).map_err(|_| Unreadable)?.trim_matches([' ', '\t']);
        let address = match self {
            Self::Forwarded => forwarded_for(element),
            Self::XForwardedFor => node(element),
        };
        address.ok_or(Unreadable)
    }
}

/// A header that a proxy would not have written.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unreadable;

/// What stands before the last comma, and what after it.
fn last_part(line: &[u8]) -> (Option<&[u8]>, &[u8]) {
    let mut parts = line.rsplitn(2, |byte| *byte == b',');
    let last = parts.next().unwrap_or_default();
    (parts.next(), last)
}

/// The same outside quotes, which only a reading from the left can tell; a quote that does not close makes the whole line unreadable.
fn last_element(line: &[u8]) -> Result<(Option<&[u8]>, &[u8]), Unreadable> {
    let (mut comma, mut quoted, mut escaped) = (None, false, false);
    for (index, byte) in line.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b',' if !quoted => comma = Some(index),
            _ => {}
        }
    }
    if quoted {
        return Err(Unreadable);
    }
    match comma.and_then(|comma| line.split_at_checked(comma)) {
        Some((left, right)) => Ok((Some(left), right.get(1..).unwrap_or_default())),
        None => Ok((None, line)),
    }
}

/// The pairs of an element, split outside quotes. None where a quote does not close.
fn split(text: &str, at: u8) -> Option<Vec<&str>> {
    let (mut parts, mut start, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (index, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if byte == at && !quoted => {
                parts.push(text.get(start..index)?.trim_matches([' ', '\t']));
                start = index + 1;
            }
            _ => {}
        }
    }
    parts.push(text.get(start..)?.trim_matches([' ', '\t']));
    (!quoted).then_some(parts)
}

/// The `for` of one element of `Forwarded` (RFC 7239, section 4), which stands there once.
fn forwarded_for(element: &str) -> Option<IpAddr> {
    let mut found = None;
    for pair in split(element, b';')? {
        let (name, value) = pair.split_once('=')?;
        if name.eq_ignore_ascii_case("for") {
            let quoted = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
            let address = node(quoted.unwrap_or(value))?;
            if found.replace(address).is_some() {
                return None;
            }
        }
    }
    found
}

/// An address, alone or with a port; IPv6 with a port stands in brackets. `unknown` and hidden names are nobody.
fn node(text: &str) -> Option<IpAddr> {
    if let Ok(address) = text.parse::<IpAddr>() {
        return Some(address.to_canonical());
    }
    if let Ok(socket) = text.parse::<SocketAddr>() {
        // `[fe80::1%5]:80` is a scope of somebody else's machine.
        let is_scoped = matches!(socket, SocketAddr::V6(socket) if socket.scope_id() != 0);
        return (!is_scoped).then(|| socket.ip().to_canonical());
    }
    let bare = text.strip_prefix('[')?.strip_suffix(']')?;
    bare.parse::<std::net::Ipv6Addr>().ok().map(|address| IpAddr::V6(address).to_canonical())
}
