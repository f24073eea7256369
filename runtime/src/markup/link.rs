//! Addresses that a page may lead to: over TLS, to a mailbox, or within the origin.
//!
//! Floor 9. WHATWG URL standard, by the `url` crate, which reads as browsers do; what browsers would repair is refused. OWASP ASVS 5.0, 1.2.2.

use std::borrow::Cow;
use std::fmt::{self, Display};
use std::marker::PhantomData;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use thiserror::Error;
use url::Url;

use super::place::{Fills, PathPart};
use crate::never::Never;
use crate::route::Route;
use crate::seal::CheckedAddress;

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum LinkFault {
    /// It has letters that browsers drop, or read as something else: blanks at the ends, control characters, backslashes.
    #[error("an address with letters that browsers repair")]
    Letters,
    /// It leads by another scheme than `https` and `mailto`.
    #[error("an address of a scheme that a page does not lead to")]
    Scheme,
    /// It names someone before its host, or no host.
    #[error("an address whose host is none, or stands behind a name")]
    Host,
    /// It begins with none of `https:`, `mailto:`, one `/`, `?` or `#`.
    #[error("an address that depends on where it stands")]
    Relative,
    /// A part of a path is empty, or is one that leads upwards.
    #[error("a part of a path that is empty or leads upwards")]
    Part,
    /// It has more than 8192 bytes.
    #[error("an address of more than 8192 bytes")]
    Long,
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

/// Marks of direction and what has no width.
pub(super) fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
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
