//! Addresses that are written in the source: in a template, in `link!`, in `outside!`.
//!
//! Floor 3. By a grammar of its own, narrower than what browsers read (<https://url.spec.whatwg.org>): what it takes, they read as it does. The unit tests hold
//! it to the `url` crate.

/// Where an address leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leads {
    /// Within the origin.
    Within,
    /// To a host over TLS.
    Outside,
    /// To somebody's mailbox.
    Mail,
}

/// Judges an address; what is wrong, in words.
pub(super) fn judge(address: &str) -> Result<Leads, String> {
    if let Some(odd) = address.chars().find(|letter| !is_plain(*letter)) {
        return Err(format!("`{}` stands in no address as it is; percent-encode it", odd.escape_default()));
    }
    if address.starts_with("//") {
        return Err(format!(
            "`{address}` leads to whatever host it names; write `https:` before it, or one `/`"
        ));
    }
    if address.starts_with(['/', '?', '#']) {
        return Ok(Leads::Within);
    }
    if let Some(rest) = address.strip_prefix("https://") {
        return host(rest).map(|()| Leads::Outside);
    }
    if let Some(rest) = address.strip_prefix("mailto:") {
        return match rest.split_once('@') {
            Some((name, host)) if !name.is_empty() && !host.is_empty() && !rest.contains('/') => {
                Ok(Leads::Mail)
            }
            _ => Err(format!("`{address}` names no mailbox; write `mailto:name@host`")),
        };
    }
    match address.split_once(':') {
        Some((scheme, _)) if scheme.eq_ignore_ascii_case("http") => {
            Err(format!("`{address}` is not protected on its way; write `https://`"))
        }
        Some((scheme, _)) if !scheme.contains(['/', '?', '#']) => Err(format!(
            "a link to `{scheme}:` is none; write `https://…`, `mailto:…`, or a path that begins with `/`"
        )),
        _ => Err(format!("`{address}` depends on where the page stands; begin it with `/`")),
    }
}

/// Visible ASCII, without what browsers repair or read as something else.
fn is_plain(letter: char) -> bool {
    letter.is_ascii_graphic()
        && !matches!(letter, '\\' | '"' | '\'' | '<' | '>' | '`' | '{' | '}' | '|' | '^')
}

/// A host of names, and perhaps a port; nobody's name before it.
fn host(rest: &str) -> Result<(), String> {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('@') {
        return Err("an address with a name before its host shows one place and leads to another; remove what is before `@`".to_owned());
    }
    let (host, port) = authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port)));
    let label = |label: &str| {
        !label.is_empty()
            && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let named = host.split('.').all(label) && host.contains(|letter: char| letter.is_ascii_lowercase());
    let port = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|number| number > 0));
    // What ends in a number, browsers read as the address of a machine, in forms that look like names.
    let numeric =
        host.rsplit('.').next().is_some_and(|last| last.starts_with(|first: char| first.is_ascii_digit()));
    match named && port && !numeric {
        true => Ok(()),
        false => {
            Err(format!("`{authority}` is no host; write its name in lower case: `https://example.org/`"))
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn takes_three_kinds() {
        for within in ["/", "/orders/1", "/orders?page=2#top", "?page=2", "#top", "/a//b", "/%2e%2e/x"] {
            assert_eq!(judge(within), Ok(Leads::Within), "{within}");
        }
        for outside in
            ["https://example.org", "https://a.example.org:8443/x?y=z#t", "https://xn--bcher-kva.example/"]
        {
            assert_eq!(judge(outside), Ok(Leads::Outside), "{outside}");
        }
        assert_eq!(judge("mailto:help@example.org?subject=Order"), Ok(Leads::Mail));
    }

    #[test]
    fn refuses_the_rest() {
        for refused in [
            "",
            " ",
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\tscript:alert(1)",
            " javascript:alert(1)",
            "\u{1}javascript:alert(1)",
            "javascript\n:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "blob:x",
            "file:///etc/passwd",
            "http://example.org",
            "HTTP://example.org",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/\t/evil.example",
            "https:evil",
            "https:/evil",
            "https:///evil.example",
            "https:\\\\evil.example",
            "https://",
            "https://user@evil.example",
            "https://user:pass@evil.example",
            "https://example.org\\@evil.example",
            "HTTPS://example.org",
            "https://EXAMPLE.org",
            "https://exa mple.org",
            "https://127.0.0.1",
            "https://0x7f.1",
            "https://2130706433",
            "https://[::1]/",
            "https://a..b",
            "https://a.:0/",
            "https://example.org:99999",
            "https://exämple.org",
            "https://ex\u{0}ample.org",
            "orders/1",
            "../x",
            "./x",
            "mailto:",
            "mailto:a",
            "mailto://a@b",
            "／／evil.example",
            "ｈttps://evil.example",
            "\u{202e}https://evil.example",
            "jаvascript:alert(1)",
        ] {
            assert!(judge(refused).is_err(), "{refused:?} {:?}", judge(refused));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        /// Whatever is taken, a browser reads alike.
        #[test]
        fn browsers_agree(text in "(https://|/|//|mailto:|[?#])?[-a-zA-Z0-9@:/?#.%&=\\\\ \t;]{0,20}") {
            let Ok(leads) = judge(&text) else { return Ok(()) };
            let base = url::Url::parse("https://page.example/here").unwrap();
            let read = base.join(&text).unwrap();
            match leads {
                Leads::Within => prop_assert_eq!(read.origin(), base.origin()),
                Leads::Outside => {
                    prop_assert_eq!(read.scheme(), "https");
                    prop_assert!(read.username().is_empty() && read.password().is_none());
                    let host = text["https://".len()..].split(['/', '?', '#', ':']).next();
                    prop_assert_eq!(read.host_str(), host);
                }
                Leads::Mail => prop_assert_eq!(read.scheme(), "mailto"),
            }
        }
    }
}
