//! Paths on a host of the operator's: fixed when the program is compiled, but for whole texts and numbers in them.
//!
//! Floor 10. Whatever a value says, it stays the part of the path that it fills: for servers that decode once, twice, or before they resolve dots too.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::markup::PathPart;
use crate::seal::CheckedPath;

/// What stands for itself: the unreserved letters of RFC 3986.
const PART: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// More than servers take.
const MOST: usize = 2048;

/// A path that `path!` has made.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a path is requested by `egress.get(…)`"]
pub struct EgressPath(Option<String>);

/// A text that `path!` has judged, as a type.
pub trait CheckedText: CheckedPath {
    /// The text, with `{}` where values stand.
    const TEXT: &'static str;
}

/// A path on the own host.
#[diagnostic::on_unimplemented(
    message = "egress: `{Self}` may lead anywhere on the host, and a request goes to a path that is fixed when the program is compiled",
    label = "not a fixed path",
    note = "write `path!(\"/v1/customers/{{}}/charges\", id)`: what fills the braces stays one part of the path"
)]
pub trait OwnPath: sealed::OwnPath {}

mod sealed {
    #[diagnostic::on_unimplemented(
        message = "egress: `{Self}` cannot be made a path by hand",
        label = "only `path!` makes one",
        note = "remove the `impl` and write `path!(\"/v1/customers\")`"
    )]
    pub trait OwnPath {
        #[doc(hidden)]
        fn path(self) -> Option<String>;
    }
}

impl OwnPath for EgressPath {}
impl sealed::OwnPath for EgressPath {
    fn path(self) -> Option<String> {
        self.0
    }
}

/// A value that fills a part of a path: text, a number, a UUID.
#[diagnostic::on_unimplemented(
    message = "egress: `{Self}` fills no part of a path",
    label = "neither text nor a number",
    note = "give the id itself: a number, a text (`&*name` of a `Text` or `Hostname`) or a UUID"
)]
pub trait EgressPart {
    /// The text, before it is encoded.
    #[doc(hidden)]
    fn text(&self) -> Cow<'_, str>;
}

#[diagnostic::do_not_recommend]
impl<T: PathPart + ?Sized> EgressPart for T {
    fn text(&self) -> Cow<'_, str> {
        PathPart::text(self)
    }
}

/// The text of a value.
pub fn egress_part<T: EgressPart + ?Sized>(value: &T) -> Cow<'_, str> {
    value.text()
}

/// What `path!` gives.
pub fn egress_path<W: CheckedText>(values: &[Cow<'_, str>]) -> EgressPath {
    EgressPath(filled(W::TEXT, values))
}

/// The path, where each of its parts stays one.
fn filled(written: &str, values: &[Cow<'_, str>]) -> Option<String> {
    let (mut path, mut values) = (String::new(), values.iter());
    for segment in written.split('/').skip(1) {
        path.push('/');
        let (mut plain, mut pieces) = (String::new(), segment.split("{}"));
        let first = pieces.next().unwrap_or_default();
        plain.push_str(first);
        path.push_str(first);
        let mut is_filled = false;
        for piece in pieces {
            let value = values.next()?;
            path.extend(utf8_percent_encode(value, PART));
            path.push_str(piece);
            plain.push_str(value);
            plain.push_str(piece);
            is_filled = true;
        }
        if is_filled && is_read_otherwise(&plain) {
            return None;
        }
    }
    (path.len() <= MOST).then_some(path)
}

/// Whether a server that decodes it, as often as it likes, could read a step upwards or no part at all: with parameters, a query or blanks behind the dots, as
/// some servers take them off.
fn is_read_otherwise(text: &str) -> bool {
    let mut text = Cow::Borrowed(text);
    loop {
        let bare = |part: &str| -> String {
            let plain = part.split([';', '?', '#']).next().unwrap_or_default();
            plain.chars().filter(|letter| !letter.is_whitespace() && !letter.is_control()).collect()
        };
        let parts: Vec<String> = text.split(['/', '\\']).map(bare).collect();
        let is_step = |part: &String| part == "." || part == "..";
        // `%u002e` is how some servers write a letter.
        let odd = text.contains('\0') || text.to_ascii_lowercase().contains("%u00");
        if odd || parts.iter().any(is_step) || parts.iter().all(String::is_empty) {
            return true;
        }
        // What decodes to no UTF-8 may be a letter of old, written long.
        let Ok(decoded) = percent_decode_str(&text).decode_utf8().map(Cow::into_owned) else { return true };
        if decoded == *text {
            return false;
        }
        text = Cow::Owned(decoded);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(written: &str, values: &[&str]) -> Option<String> {
        filled(written, &values.iter().map(|value| Cow::Borrowed(*value)).collect::<Vec<_>>())
    }

    #[test]
    fn a_value_stays_one_part() {
        for (value, part) in [
            ("a", "a"),
            ("a/b", "a%2Fb"),
            ("a\\b", "a%5Cb"),
            ("a?x=1", "a%3Fx%3D1"),
            ("a#x", "a%23x"),
            ("a b", "a%20b"),
            ("ä", "%C3%A4"),
            ("...", "..."),
            ("a%2fb", "a%252fb"),
            ("\r\nHost: x", "%0D%0AHost%3A%20x"),
            ("@evil.example", "%40evil.example"),
            ("a;b", "a%3Bb"),
            (":", "%3A"),
            ("..a", "..a"),
            ("http://x/", "http%3A%2F%2Fx%2F"),
        ] {
            assert_eq!(
                path("/v1/{}/x", &[value]).as_deref(),
                Some(format!("/v1/{part}/x").as_str()),
                "{value:?}"
            );
            let url = url::Url::parse(&format!("https://a.example/v1/{part}/x")).unwrap();
            assert_eq!(url.path(), format!("/v1/{part}/x"));
        }
    }

    #[test]
    fn no_value_leads_upwards_in_any_encoding() {
        for value in [
            "",
            ".",
            "..",
            "../x",
            "x/..",
            "x/../y",
            "..\\x",
            "%2e",
            "%2E%2e",
            "%2e%2e%2fx",
            "%252e%252e",
            "%25252e.",
            "..%2fx",
            "..%5cx",
            "x%2f..%2fy",
            "..;",
            "..;/x",
            ".;a=b/x",
            "%2e%2e;x",
            "a\0b",
            "a%00b",
            "/",
            "//",
            "\\",
            ";",
            ";x",
            " ",
            "\t",
            "?x=1",
            "#x",
            "%2f",
            "%20",
            "..?",
            "..#",
            ".. ",
            "..%09",
            ".\t.",
            ".\r.",
            "%25u002e%25u002e",
            "%u002e%u002e",
            "%c0%ae%c0%ae",
            "%25c0%25ae",
        ] {
            assert_eq!(path("/v1/{}/x", &[value]), None, "{value:?}");
        }
        assert_eq!(path("/{}{}", &[".", "."]), None);
        assert_eq!(path("/.{}", &["."]), None);
        assert_eq!(path("/a{}", &[""]).as_deref(), Some("/a"));
        assert_eq!(path("/{}", &[&"a".repeat(MOST)]), None);
        assert_eq!(path("/", &[]).as_deref(), Some("/"));
        assert_eq!(path("/v1/x", &[]).as_deref(), Some("/v1/x"));
    }
}
