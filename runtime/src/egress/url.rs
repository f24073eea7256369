//! Which URLs lead outside: over TLS, to a host that has a public name or address.
//!
//! Floor 4. WHATWG URL standard, by the `url` crate. What is judged is what is connected to; a host that is spelt in a way which others read otherwise is refused.

use std::fmt::{self, Display};
use std::net::IpAddr;

use url::{Host, Url};

use super::address;
use crate::problem::Problem;
use crate::refusal::{FieldFault, Refusal};
use crate::unseen::is_unseen;

/// More than anybody writes.
const MOST: usize = 2048;

/// Names that only networks of their own resolve: RFC 6761, RFC 6762, RFC 8375, RFC 7686, RFC 9476, ICANN's `internal`, and what routers and companies use.
const INSIDE: [&str; 15] = [
    "localhost",
    "localdomain",
    "local",
    "internal",
    "home.arpa",
    "lan",
    "home",
    "corp",
    "private",
    "intranet",
    "mail",
    "onion",
    "alt",
    "invalid",
    "test",
];

/// Why a text is no public URL.
///
/// It is no [`Error`](std::error::Error), so that `?` in a handler does not make an incident of what a client wrote: it is 422.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum UrlFault {
    /// It is no URL, or one with letters that are read in several ways.
    Letters,
    /// It has more than 2048 bytes.
    Long,
    /// It does not begin with `https://`.
    Scheme,
    /// It names someone before its host.
    Userinfo,
    /// It names a port that the operator did not allow.
    Port,
    /// Its host is none that the public knows.
    Host,
}

impl Display for UrlFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Letters => "a URL with letters that are read in several ways",
            Self::Long => "a URL of more than 2048 bytes",
            Self::Scheme => "a URL of another scheme than https",
            Self::Userinfo => "a URL with a name before its host",
            Self::Port => "a URL with a port that is not allowed",
            Self::Host => "a URL whose host is not public",
        })
    }
}

impl From<UrlFault> for Problem {
    fn from(_: UrlFault) -> Self {
        not_public().into()
    }
}

/// The one answer for whatever is wrong about where a user's URL leads, so that nobody learns what there is inside.
pub(crate) fn not_public() -> Refusal {
    Refusal::Invalid(vec![FieldFault::new("url", "public_url")])
}

/// Reads text of any origin. Ports are the operator's matter, when it is used.
pub(crate) fn read(text: &str, plain: bool) -> Result<Url, UrlFault> {
    if text.len() > MOST {
        return Err(UrlFault::Long);
    }
    let is_repaired =
        |letter: char| letter.is_control() || letter.is_whitespace() || letter == '\\' || is_unseen(letter);
    if text.chars().any(is_repaired) {
        return Err(UrlFault::Letters);
    }
    let rest = ["https://", "http://"].iter().find_map(|scheme| {
        let begins = text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
        begins.then(|| text.get(scheme.len()..)).flatten()
    });
    let rest = rest.ok_or(UrlFault::Scheme)?;
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('@') {
        return Err(UrlFault::Userinfo);
    }
    if authority.is_empty() || authority.contains('%') {
        return Err(UrlFault::Host);
    }
    let url = Url::parse(text).map_err(|_| UrlFault::Letters)?;
    judge(&url, plain)?;
    // `0x7f.1`, `2130706433`, digits of other scripts: who reads them otherwise than we do connects elsewhere.
    let written = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
    match url.host() {
        Some(Host::Ipv4(address)) if written != address.to_string() => Err(UrlFault::Host),
        _ => Ok(url),
    }
}

/// Judges a URL by itself: its scheme, its host, what stands before it.
pub(crate) fn judge(url: &Url, plain: bool) -> Result<(), UrlFault> {
    match url.scheme() {
        "https" => {}
        "http" if plain => {}
        _ => return Err(UrlFault::Scheme),
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(UrlFault::Userinfo);
    }
    if url.as_str().len() > MOST {
        return Err(UrlFault::Long);
    }
    if url.port() == Some(0) {
        return Err(UrlFault::Port);
    }
    let public = match url.host() {
        Some(Host::Ipv4(host)) => address::judge(IpAddr::V4(host)).is_ok(),
        Some(Host::Ipv6(host)) => address::judge(IpAddr::V6(host)).is_ok(),
        Some(Host::Domain(name)) => is_public_name(name),
        None => false,
    };
    if public { Ok(()) } else { Err(UrlFault::Host) }
}

/// Whether the port is one that may be connected to: that of the scheme, or one of the operator's.
pub(crate) fn judge_port(url: &Url, more: &[u16]) -> Result<(), UrlFault> {
    match url.port() {
        None => Ok(()),
        Some(port) if more.contains(&port) => Ok(()),
        Some(_) => Err(UrlFault::Port),
    }
}

/// A name of at least two labels, in letters, digits and hyphens, that is not of a network of one's own.
fn is_public_name(name: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let ends_with = |inside: &&str| {
        name.strip_suffix(*inside).is_some_and(|before| before.is_empty() || before.ends_with('.'))
    };
    name.len() <= 253
        && name.contains('.')
        && name.split('.').all(is_label)
        && !name.rsplit('.').next().is_some_and(|last| last.bytes().all(|byte| byte.is_ascii_digit()))
        && !INSIDE.iter().any(ends_with)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_public_names_and_addresses() {
        for text in [
            "https://example.org/",
            "HTTPS://Example.ORG/a?b=c#d",
            "https://bücher.example/",
            "https://1.1.1.1/",
            "https://[2606:4700::1111]/",
            "https://example.org:8443/",
            "https://a-b.example.org",
            "https://localhost.example.org/",
            "https://internal.example.org/",
        ] {
            assert!(read(text, false).is_ok(), "{text}: {:?}", read(text, false));
        }
        assert!(read("http://example.org/", true).is_ok());
    }

    #[test]
    fn refuses_every_other() {
        for text in [
            "",
            "example.org",
            "//example.org/",
            "ftp://example.org/",
            "http://example.org/",
            "file:///etc/passwd",
            "gopher://example.org/",
            "https:/example.org/",
            "https:example.org",
            "https:///example.org",
            "https://",
            "https://?x",
            "https://user@example.org/",
            "https://user:pass@example.org/",
            "https://@example.org/",
            "https://example.org@127.0.0.1/",
            "https://example.org\\@127.0.0.1/",
            "https://localhost/",
            "https://LOCALHOST/",
            "https://localhost./",
            "https://example.org./",
            "https://a.localhost/",
            "https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
            "https://ｌｏｃａｌｈｏｓｔ/",
            "https://printer.local/",
            "https://metadata.google.internal/",
            "https://router.home.arpa/",
            "https://intranet/",
            "https://nas.lan/",
            "https://127.0.0.1/",
            "https://127.1/",
            "https://2130706433/",
            "https://0x7f000001/",
            "https://0x7f.1/",
            "https://0177.0.0.1/",
            "https://017700000001/",
            "https://0x7f.0.0.0x1/",
            "https://127.0.0.1./",
            "https://１２７.０.０.１/",
            "https://127。0。0。1/",
            "https://⑯⑨。②⑤④。⑯⑨。②⑤④/",
            "https://0/",
            "https://0.0.0.0/",
            "https://169.254.169.254/latest/meta-data/",
            "https://134744072/",
            "https://8.8.2056/",
            "https://0x08.8.8.8/",
            "https://[::1]/",
            "https://[::]/",
            "https://[::ffff:127.0.0.1]/",
            "https://[0:0:0:0:0:ffff:7f00:1]/",
            "https://[64:ff9b::7f00:1]/",
            "https://[fe80::1%25eth0]/",
            "https://[fe80::1%eth0]/",
            "https://[fec0::1]/",
            "https://[2002:7f00:1::]/",
            "https://example.org:0/",
            "https://example.org:99999/",
            "https://exa mple.org/",
            "https://exam\tple.org/",
            "https://example.org/a b",
            "https://example.org\u{0}/",
            "https://127.0.0.1%2f@example.org/",
            "https://%6c%6f%63alhost/",
            "https://example.org%00.local/",
            "https://-a.example.org/",
            "https://a..example.org/",
            "https://1.2.3/",
            "https://example.123/",
            "https://exa\u{ad}mple.local/",
            "https://loc\u{200d}alhost/",
            "https://[127.0.0.1]/",
        ] {
            assert!(read(text, false).is_err(), "{text:?}: {:?}", read(text, false));
        }
        assert_eq!(read(&format!("https://example.org/{}", "a".repeat(MOST)), false), Err(UrlFault::Long));
    }
}
