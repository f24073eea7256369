//! Which other origins may read answers in a browser: an explicit list of the operator's.
//!
//! Floor 2. The Fetch standard, section 3.3 (CORS protocol); OWASP ASVS 5.0, 3.4.2. Credentials of the browser are never asked for, so that no list,
//! however careless, lets another site act with somebody's cookies.

use http::header::{HeaderMap, HeaderValue, ORIGIN};

/// The origins whose pages may read what the app answers.
///
/// Each is written as browsers send it: `https://shop.example`, with a port where it is not the usual one. There is no wildcard.
///
/// ```
/// use portcullis::Origins;
///
/// assert!(Origins::list(["https://shop.example", "https://admin.shop.example:8443"]).is_ok());
/// assert!(Origins::list(["*"]).is_err());
/// assert!(Origins::list(["https://shop.example/"]).is_err());
/// ```
#[derive(Debug, Clone, Default)]
pub struct Origins(Vec<HeaderValue>);

/// A text that is no origin.
#[derive(Debug, thiserror::Error)]
#[error("`{text}` is no origin: {why}")]
pub struct OriginFault {
    text: String,
    why: &'static str,
}

/// The environment variable that names origins, with commas between them.
const VARIABLE: &str = "CORS_ORIGINS";

impl Origins {
    /// These origins.
    ///
    /// # Errors
    /// One of them is none, or stands for many.
    pub fn list(origins: impl IntoIterator<Item = impl AsRef<str>>) -> Result<Self, OriginFault> {
        origins.into_iter().map(|origin| read(origin.as_ref())).collect::<Result<_, _>>().map(Self)
    }

    /// Those of `CORS_ORIGINS`, with commas between them; none where it is not set.
    ///
    /// # Errors
    /// One of them is none, or stands for many.
    pub fn from_env() -> Result<Self, OriginFault> {
        match std::env::var(VARIABLE) {
            Ok(text) => Self::list(text.split(',').map(str::trim).filter(|origin| !origin.is_empty())),
            Err(std::env::VarError::NotPresent) => Ok(Self::default()),
            Err(_) => Err(OriginFault { text: VARIABLE.to_owned(), why: "its value is not text" }),
        }
    }

    /// Whether there is one.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each, as it is written.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|origin| origin.to_str().ok())
    }

    /// Those that come without TLS, where anybody on the way can put a script into the page.
    pub(crate) fn in_clear(&self) -> impl Iterator<Item = &str> {
        self.names().filter(|origin| origin.starts_with("http:"))
    }

    /// The origin of a request, if it is one of these: to the byte, so that neither `null` nor what only begins or ends like one is.
    pub(crate) fn of(&self, headers: &HeaderMap) -> Option<HeaderValue> {
        if self.0.is_empty() {
            return None;
        }
        let mut sent = headers.get_all(ORIGIN).iter();
        let (Some(origin), None) = (sent.next(), sent.next()) else { return None };
        self.0.iter().find(|known| *known == origin).cloned()
    }
}

fn read(text: &str) -> Result<HeaderValue, OriginFault> {
    let fault = |why| OriginFault { text: text.to_owned(), why };
    if text.contains('*') {
        return Err(fault("it stands for many; name each"));
    }
    let (scheme, rest) = text.split_once("://").ok_or_else(|| fault("write `https://` and a host"))?;
    if !matches!(scheme, "https" | "http") {
        return Err(fault("its scheme is neither `https` nor `http`"));
    }
    let (host, port) = match rest.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (rest, None),
    };
    let is_host = |host: &str| {
        let ipv6 = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
        let labels = || {
            host.split('.').all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'))
        };
        let letters = || {
            host.bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-.".contains(&byte))
        };
        ipv6.map_or_else(|| labels() && letters(), |address| address.parse::<std::net::Ipv6Addr>().is_ok())
    };
    if !is_host(host) {
        return Err(fault(
            "write a host in small letters, as browsers send it, and nothing after it but a port",
        ));
    }
    if let Some(port) = port {
        let usual = if scheme == "https" { "443" } else { "80" };
        let number = port.parse::<u16>().ok().filter(|number| *number > 0 && number.to_string() == port);
        if number.is_none() || port == usual {
            return Err(fault("its port is none, or the usual one, which browsers leave out"));
        }
    }
    HeaderValue::try_from(text).map_err(|_| fault("it is no value of a header"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_written_as_browsers_send_them() {
        for good in [
            "https://shop.example",
            "https://a.b-c.example:8443",
            "http://localhost:3000",
            "http://127.0.0.1:8080",
            "https://[::1]:8443",
            "https://xn--bcher-kva.example",
        ] {
            assert!(Origins::list([good]).is_ok(), "{good}");
        }
        for bad in [
            "",
            "*",
            "null",
            "https://*.shop.example",
            "https://",
            "shop.example",
            "//shop.example",
            "ftp://shop.example",
            "https://shop.example/",
            "https://shop.example/path",
            "https://Shop.example",
            "https://user@shop.example",
            "https://shop.example:443",
            "http://shop.example:80",
            "https://shop.example:0",
            "https://shop.example:08443",
            "https://shop.example:99999",
            "https://shop.example:",
            "https://shop..example",
            "https://-shop.example",
            "https://shop.example?x",
            "https://shop.example#x",
            "https://shop.example,https://evil.example",
            "https://bücher.example",
            "https://shop.example\r\nx: y",
            "https:// shop.example",
            "javascript://shop.example",
        ] {
            assert!(Origins::list([bad]).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn an_origin_is_compared_whole() {
        let origins = Origins::list(["https://shop.example", "http://localhost:3000"]).unwrap();
        let of = |values: &[&str]| {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append(ORIGIN, HeaderValue::from_bytes(value.as_bytes()).unwrap());
            }
            origins.of(&headers).is_some()
        };
        assert!(of(&["https://shop.example"]) && of(&["http://localhost:3000"]));
        for other in [
            "null",
            "https://shop.example.evil.example",
            "https://evil-shop.example",
            "https://shop.example:8443",
            "http://shop.example",
            "https://SHOP.example",
            "https://shop.example/",
            "https://shop.exampl",
            "https://shop.example ",
            "http://localhost:30000",
            "",
        ] {
            assert!(!of(&[other]), "{other}");
        }
        assert!(
            !of(&[])
                && !of(&["https://shop.example", "https://shop.example"])
                && !of(&["https://shop.example", "https://evil.example"])
        );
    }
}
