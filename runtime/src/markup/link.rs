//! Addresses that a page may lead to: over TLS, to a mailbox, or within the origin.
//!
//! Floor 9. WHATWG URL standard, by the `url` crate, which reads as browsers do; what browsers would repair is refused. OWASP ASVS 5.0, 1.2.2.

use std::borrow::Cow;
use std::fmt::{self, Display};
use std::marker::PhantomData;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use url::Url;

use super::place::{Fills, PathPart};
use crate::never::Never;
use crate::problem::Problem;
use crate::refusal::{FieldFault, Refusal};
use crate::route::Route;
use crate::seal::CheckedAddress;
use crate::unseen::is_unseen;

/// What stands for itself in a part of a path: the unreserved letters of RFC 3986.
const PART: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// More than servers take.
const MOST: usize = 8192;

/// Where a relative address stands while it is read. No host has this name (RFC 6761, section 6.4).
const BASE: &str = "https://here.invalid/";

/// An address: `https`, `mailto`, or relative to the origin of the page. There is no other way into an `href`, `src` or `action`.
///
/// ```
/// use portcullis::{Link, link};
///
/// const HELP: Link = link!("https://example.org/help");
/// assert_eq!(Link::to(["orders", "a/b c"])?.as_str(), "/orders/a%2Fb%20c");
/// assert_eq!(Link::parse("https://example.org/käse")?.as_str(), "https://example.org/k%C3%A4se");
/// assert!(Link::parse("javascript:alert(1)").is_err());
/// assert!(Link::parse("//evil.example").is_err());
/// # Ok::<(), portcullis::LinkFault>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Link(Cow<'static, str>);

/// A place outside of the app that the compiler has judged, for [`Redirect::outside`](crate::Redirect::outside). Written as `outside!("https://…")`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Outside(&'static str);

/// Why a text is no address.
///
/// It is no [`Error`](std::error::Error), so that `?` in a handler does not make an incident of what a client wrote: a part of a path that is none is
/// 404, any other fault 422.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum LinkFault {
    /// It has letters that browsers drop, or read as something else: blanks at the ends, control characters, backslashes.
    Letters,
    /// It leads by another scheme than `https` and `mailto`.
    Scheme,
    /// It names someone before its host, or no host.
    Host,
    /// It begins with none of `https:`, `mailto:`, one `/`, `?` or `#`.
    Relative,
    /// A part of a path is empty, or is one that leads upwards.
    Part,
    /// It has more than 8192 bytes.
    Long,
}

impl Display for LinkFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Letters => "an address with letters that browsers repair",
            Self::Scheme => "an address of a scheme that a page does not lead to",
            Self::Host => "an address whose host is none, or stands behind a name",
            Self::Relative => "an address that depends on where it stands",
            Self::Part => "a part of a path that is empty or leads upwards",
            Self::Long => "an address of more than 8192 bytes",
        })
    }
}

impl From<LinkFault> for Problem {
    fn from(fault: LinkFault) -> Self {
        match fault {
            LinkFault::Part => Refusal::NotFound.into(),
            _ => Refusal::Invalid(vec![FieldFault::new("link", "url")]).into(),
        }
    }
}

impl Link {
    /// Reads text of any origin. Letters outside of ASCII are percent-encoded, or written as Punycode in a host.
    ///
    /// # Errors
    /// What about it is no address to lead to.
    pub fn parse(text: &str) -> Result<Self, LinkFault> {
        if text.len() > MOST {
            return Err(LinkFault::Long);
        }
        if text.chars().any(is_repaired) {
            return Err(LinkFault::Letters);
        }
        let read = if text.starts_with(['/', '?', '#']) { within(text)? } else { absolute(text)? };
        match read.len() <= MOST {
            true => Ok(Self(Cow::Owned(read))),
            false => Err(LinkFault::Long),
        }
    }

    /// A path of these parts, each percent-encoded, so that a part stays one: `Link::to(["orders", &id])`.
    ///
    /// # Errors
    /// [`LinkFault::Part`] where one is empty, `.` or `..`: browsers would lead elsewhere, however it is encoded.
    pub fn to<P: PathPart>(parts: impl IntoIterator<Item = P>) -> Result<Self, LinkFault> {
        let mut path = String::new();
        for part in parts {
            push(&mut path, &part.text())?;
        }
        finished(path)
    }

    /// The place of a route that is on `get`, with the parameters of its path: `Link::to_route::<get_order>(order.id)`.
    ///
    /// # Errors
    /// [`LinkFault::Part`] where a parameter is empty, `.` or `..`, which no path has.
    pub fn to_route<R>(parameters: impl Fills<R>) -> Result<Self, LinkFault> {
        parameters.place()
    }

    /// As it stands in the page, before it is escaped.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Text of any origin.
#[diagnostic::on_unimplemented(
    message = "markup: `{T}` may be any address, and a `Link` is none but one to lead to",
    label = "text of any origin",
    note = "write `link!(\"…\")` for a constant, `Link::to([\"orders\", &id])?` for parts of a path, `Link::parse(&text)?` for the rest"
)]
pub trait NotYetAnAddress<T>: Never {}

impl From<String> for Link
where
    // Without the lifetime the compiler would judge the condition here instead of where it is asked.
    for<'never> (): NotYetAnAddress<String>,
{
    fn from(_: String) -> Self {
        constant_link::<Nowhere>()
    }
}

impl<'t> From<&'t str> for Link
where
    for<'never> (): NotYetAnAddress<&'t str>,
{
    fn from(_: &'t str) -> Self {
        constant_link::<Nowhere>()
    }
}

/// What a condition that never holds stands before.
enum Nowhere {}
#[expect(unsafe_code, reason = "sealed for applications")]
// SAFETY: a fixed path within the origin.
unsafe impl CheckedAddress for Nowhere {}
impl Address for Nowhere {
    const TEXT: &'static str = "/";
}

/// A place outside that the compiler has judged.
#[diagnostic::on_unimplemented(
    message = "markup: `{Self}` may lead anywhere, and a redirect leads to a constant",
    label = "not a constant place",
    note = "write `Redirect::outside(outside!(\"https://example.org/\"))`, or `Redirect::to::<get_order>(id)` to a route"
)]
pub trait ConstantPlace: outside::Constant {
    /// The place.
    fn constant(self) -> Outside;
}

mod outside {
    #[diagnostic::on_unimplemented(
        message = "markup: `{Self}` cannot be made a constant place by hand",
        label = "only `outside!` makes one",
        note = "remove the `impl` and write `outside!(\"https://…\")`"
    )]
    pub trait Constant {}
    impl Constant for super::Outside {}
}

impl ConstantPlace for Outside {
    fn constant(self) -> Self {
        self
    }
}

impl Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Outside {
    /// As it was written.
    pub fn as_str(&self) -> &'static str {
        self.0
    }
}

impl From<Outside> for Link {
    fn from(outside: Outside) -> Self {
        Self(Cow::Borrowed(outside.0))
    }
}

/// What browsers drop (tab and line ends anywhere, blanks and controls at the ends), or read as `/`; and what only looks like something else.
fn is_repaired(letter: char) -> bool {
    letter.is_control() || letter.is_whitespace() || letter == '\\' || is_unseen(letter)
}

/// An address within the origin, as a browser resolves it.
fn within(text: &str) -> Result<String, LinkFault> {
    if text.starts_with("//") {
        return Err(LinkFault::Host);
    }
    let base = Url::parse(BASE).map_err(|_| LinkFault::Relative)?;
    let read = base.join(text).map_err(|_| LinkFault::Relative)?;
    let rest = read.as_str().strip_prefix(BASE).ok_or(LinkFault::Host)?;
    // `/..//evil.example` is `//evil.example` once its dots are gone.
    if read.path().starts_with("//") {
        return Err(LinkFault::Host);
    }
    Ok(match text.starts_with('/') {
        true => format!("/{rest}"),
        false => rest.to_owned(),
    })
}

/// An address with a scheme.
fn absolute(text: &str) -> Result<String, LinkFault> {
    let Ok(read) = Url::parse(text) else {
        return Err(if text.contains(':') { LinkFault::Host } else { LinkFault::Relative });
    };
    match read.scheme() {
        "https" => {
            // `https:evil` and `https:///evil` lead to a host that is not written as one.
            let written = text.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("https://"));
            let begins = text.get(8..).is_some_and(|rest| !rest.starts_with(['/', '?', '#']));
            let authority =
                text.get(8..).and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
            match written && begins && read.has_host() && !authority.contains('@') {
                true => Ok(read.into()),
                false => Err(LinkFault::Host),
            }
        }
        "mailto" => match read.path().split_once('@') {
            Some((name, host)) if !name.is_empty() && !host.is_empty() && !read.path().contains('/') => {
                Ok(read.into())
            }
            _ => Err(LinkFault::Host),
        },
        _ => Err(LinkFault::Scheme),
    }
}

/// One part more.
fn push(path: &mut String, part: &str) -> Result<(), LinkFault> {
    if matches!(part, "" | "." | "..") {
        return Err(LinkFault::Part);
    }
    path.push('/');
    path.extend(utf8_percent_encode(part, PART));
    if path.len() > MOST { Err(LinkFault::Long) } else { Ok(()) }
}

fn finished(mut path: String) -> Result<Link, LinkFault> {
    if path.is_empty() {
        path.push('/');
    }
    Ok(Link(Cow::Owned(path)))
}

/// The path of a route, filled.
pub(super) fn path_of<R: Route>(parameters: &[Cow<'_, str>]) -> Result<Link, LinkFault> {
    let Some((_, written)) = &R::POLICY.endpoint else { return Err(LinkFault::Relative) };
    let (mut path, mut parameters) = (String::new(), parameters.iter());
    for segment in written.split('/').filter(|segment| !segment.is_empty()) {
        if segment.starts_with('{') {
            push(&mut path, parameters.next().ok_or(LinkFault::Part)?)?;
        } else {
            // The attribute's grammar admits nothing that would have to be encoded.
            path.push('/');
            path.push_str(segment);
        }
    }
    finished(path)
}

/// A text that a macro has judged, as a type.
pub trait Address: CheckedAddress {
    /// The text.
    const TEXT: &'static str;
}

/// What `link!` gives.
pub const fn constant_link<A: Address>() -> Link {
    Link(Cow::Borrowed(A::TEXT))
}

/// What `outside!` gives.
pub const fn constant_outside<A: Address>() -> Outside {
    let _: PhantomData<A> = PhantomData;
    Outside(A::TEXT)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a browser makes of an address on a page.
    fn read(link: &str) -> Url {
        Url::parse("https://shop.example/orders/1").unwrap().join(link).unwrap()
    }

    #[test]
    fn takes_three_kinds() {
        for (text, link) in [
            ("/", "/"),
            ("/orders/1?page=2#top", "/orders/1?page=2#top"),
            ("/a b".trim_end_matches(" b"), "/a"),
            ("/käse", "/k%C3%A4se"),
            ("/a/../b", "/b"),
            ("/a//b", "/a//b"),
            ("?page=2", "?page=2"),
            ("#top", "#top"),
            ("https://example.org", "https://example.org/"),
            ("HTTPS://EXAMPLE.org:8443/a?b=c#d", "https://example.org:8443/a?b=c#d"),
            ("https://bücher.example/", "https://xn--bcher-kva.example/"),
            ("mailto:a@example.org?subject=x", "mailto:a@example.org?subject=x"),
            ("/javascript:alert(1)", "/javascript:alert(1)"),
            ("?javascript:alert(1)", "?javascript:alert(1)"),
            ("/x?next=//evil.example", "/x?next=//evil.example"),
        ] {
            assert_eq!(Link::parse(text).map(|link| link.to_string()), Ok(link.to_owned()), "{text:?}");
        }
    }

    #[test]
    fn refuses_every_other() {
        for text in [
            "",
            " ",
            "javascript:alert(1)",
            "JAVASCRIPT:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\tscript:alert(1)",
            "java\nscript:alert(1)",
            "java\r\nscript:alert(1)",
            "javascript\t:alert(1)",
            " javascript:alert(1)",
            "\tjavascript:alert(1)",
            "\u{0}javascript:alert(1)",
            "\u{1}javascript:alert(1)",
            "\u{1f}javascript:alert(1)",
            "\u{a0}javascript:alert(1)",
            "\u{feff}javascript:alert(1)",
            "\u{200b}javascript:alert(1)",
            "\u{2028}javascript:alert(1)",
            "javascript://example.org/%0aalert(1)",
            "javascript&colon;alert(1)",
            "&#106;avascript:alert(1)",
            "%6aavascript:alert(1)",
            "jаvascript:alert(1)",
            "ｊavascript:alert(1)",
            "javascript：alert(1)",
            "data:text/html,<script>alert(1)</script>",
            "DATA:text/html;base64,PHNjcmlwdD4=",
            "vbscript:msgbox(1)",
            "view-source:x",
            "blob:https://x/1",
            "filesystem:https://x/1",
            "about:blank",
            "file:///etc/passwd",
            "ftp://example.org",
            "ws://example.org",
            "http://example.org",
            "HTTP://example.org",
            "intent://x#Intent;end",
            "tel:1",
            "sms:1",
            "ms-settings:x",
            "feed:javascript:alert(1)",
            "jar:https://x!/a",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\/evil.example",
            "\\\\evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "\t//evil.example",
            "/..//evil.example",
            "/.//evil.example",
            "/a/..//evil.example",
            "/%2e%2e//evil.example",
            "/%2E//evil.example",
            "https:evil.example",
            "https:/evil.example",
            "https:///evil.example",
            "https:\\\\evil.example",
            "https:/\\evil.example",
            "https://",
            "https:",
            "https://user@evil.example",
            "https://example.org:pass@evil.example",
            "https://@evil.example",
            "https://:@evil.example",
            "https://example.org\\@evil.example",
            "https://ex ample.org",
            "https://ex\u{0}ample.org",
            "https://example.org:99999",
            "https://[::1",
            "https://example.org%00.evil.example",
            "https://exa\u{ad}mple.org",
            "https://\u{202e}gro.elpmaxe",
            "orders/1",
            "./x",
            "../x",
            "x",
            "mailto:",
            "mailto:a",
            "mailto:@",
            "mailto:@b",
            "mailto://a@b",
            "／／evil.example",
            "／evil",
            "ｈttps://evil.example",
            "/a\u{0}b",
            "/a b",
            "/a\r\nSet-Cookie: x",
        ] {
            assert!(Link::parse(text).is_err(), "{text:?}: {:?}", Link::parse(text));
        }
        assert_eq!(Link::parse(&format!("/{}", "a".repeat(MOST))), Err(LinkFault::Long));
        assert_eq!(Link::parse(&format!("/{}", "ä".repeat(MOST / 3))), Err(LinkFault::Long));
    }

    /// Pieces of the attacks, joined in every way: what is taken leads where it says.
    #[test]
    fn whatever_is_taken_leads_within_or_over_tls() {
        const PIECES: [&str; 22] = [
            "/",
            "\\",
            ":",
            "@",
            ".",
            "..",
            "?",
            "#",
            "%2f",
            "%5c",
            "%09",
            "\t",
            "\n",
            " ",
            "\u{0}",
            "javascript:",
            "data:",
            "https:",
            "mailto:",
            "evil.example",
            "／",
            "%2e",
        ];
        let (mut taken, mut all) = (0, 0);
        let mut judge = |text: String| {
            all += 1;
            let Ok(link) = Link::parse(&text) else { return };
            taken += 1;
            let (link, read) = (link.as_str(), read(link.as_str()));
            assert!(link.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\'), "{text:?}: {link}");
            let within = read.origin() == Url::parse("https://shop.example").unwrap().origin();
            let outside =
                read.scheme() == "https" && link.starts_with("https://") && read.username().is_empty();
            assert!(within != outside || read.scheme() == "mailto", "{text:?}: {link} leads to {read}");
            // What is once taken stays as it is.
            assert_eq!(Link::parse(link).map(|again| again.to_string()), Ok(link.to_owned()), "{text:?}");
        };
        for a in PIECES {
            for b in PIECES {
                for c in PIECES {
                    for d in PIECES {
                        judge(format!("{a}{b}{c}{d}"));
                    }
                }
            }
        }
        assert!(taken > 1_000 && all == 22_usize.pow(4), "{taken} of {all}");
    }

    #[test]
    fn a_part_of_a_path_stays_one() {
        for (part, link) in [
            ("a", "/orders/a"),
            ("a/b", "/orders/a%2Fb"),
            ("a\\b", "/orders/a%5Cb"),
            ("../x", "/orders/..%2Fx"),
            ("?a#b", "/orders/%3Fa%23b"),
            ("%2e%2e", "/orders/%252e%252e"),
            ("...", "/orders/..."),
            ("\r\n", "/orders/%0D%0A"),
            ("\u{0}", "/orders/%00"),
            ("ä", "/orders/%C3%A4"),
            ("javascript:alert(1)", "/orders/javascript%3Aalert%281%29"),
        ] {
            let made = Link::to(["orders", part]).map(|link| link.to_string());
            assert_eq!(made, Ok(link.to_owned()), "{part:?}");
            assert_eq!(read(link).path(), link, "{part:?}");
        }
        for part in ["", ".", ".."] {
            assert_eq!(Link::to([part]), Err(LinkFault::Part), "{part:?}");
            assert_eq!(Link::to(["orders", part, "x"]), Err(LinkFault::Part), "{part:?}");
        }
        assert_eq!(Link::to(Vec::<String>::new()).map(|link| link.to_string()), Ok("/".to_owned()));
        assert_eq!(Link::to(["a".repeat(MOST)]), Err(LinkFault::Long));
        assert_eq!(Link::to([1, -2]).map(|link| link.to_string()), Ok("/1/-2".to_owned()));
    }
}
