//! Where a redirect leads, judged as the first URL was, and what goes there.
//!
//! Floor 4. RFC 9110, section 15.4.

use bytes::Bytes;
use http::header::LOCATION;
use http::{HeaderMap, Method, StatusCode};
use url::Url;

use super::fault::Fault;
use super::url::UrlFault;

/// One request of a call.
#[derive(Debug, Clone)]
pub(super) struct Hop {
    pub(super) method: Method,
    pub(super) url: Url,
    pub(super) body: Option<Bytes>,
}

impl Hop {
    /// The next request, where the reply asks for one.
    pub(super) fn next(&self, status: StatusCode, headers: &HeaderMap) -> Result<Option<Self>, Fault> {
        if !matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308) {
            return Ok(None);
        }
        let mut places = headers.get_all(LOCATION).iter();
        let (Some(place), None) = (places.next(), places.next()) else { return Ok(None) };
        let place = place.to_str().map_err(|_| Fault::Url(UrlFault::Letters))?;
        let mut url = self.url.join(place).map_err(|_| Fault::Url(UrlFault::Letters))?;
        url.set_fragment(None);
        if self.url.scheme() == "https" && url.scheme() != "https" {
            return Err(Fault::Url(UrlFault::Scheme));
        }
        let is_read = self.method == Method::GET || self.method == Method::HEAD;
        let becomes_get = match status.as_u16() {
            303 => !is_read,
            301 | 302 => self.method == Method::POST,
            _ => false,
        };
        let next = match becomes_get {
            true => Self { method: Method::GET, url, body: None },
            false => Self { url, ..self.clone() },
        };
        // What was meant for one origin is not told to another.
        if next.body.is_some() && next.url.origin() != self.url.origin() {
            return Err(Fault::NotTaken("a redirect would give the body to another origin"));
        }
        Ok(Some(next))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(method: Method, status: u16, from: &str, to: &str) -> Result<Option<Hop>, Fault> {
        let body = (method != Method::GET).then(|| Bytes::from_static(b"{}"));
        let hop = Hop { method, url: Url::parse(from).unwrap(), body };
        let headers = HeaderMap::from_iter([(LOCATION, to.parse().unwrap())]);
        hop.next(StatusCode::from_u16(status).unwrap(), &headers)
    }

    #[test]
    fn methods_follow_the_standard() {
        for (method, status, becomes) in [
            (Method::GET, 301, Method::GET),
            (Method::GET, 303, Method::GET),
            (Method::POST, 301, Method::GET),
            (Method::POST, 302, Method::GET),
            (Method::POST, 303, Method::GET),
            (Method::POST, 307, Method::POST),
            (Method::POST, 308, Method::POST),
            (Method::PUT, 302, Method::PUT),
            (Method::PUT, 303, Method::GET),
            (Method::DELETE, 308, Method::DELETE),
        ] {
            let hop = next(method.clone(), status, "https://a.example/x", "/y").unwrap().unwrap();
            assert_eq!((hop.method.clone(), hop.url.path()), (becomes.clone(), "/y"), "{method} {status}");
            assert_eq!(hop.body.is_some(), becomes != Method::GET, "{method} {status}");
        }
        assert!(next(Method::GET, 304, "https://a.example/", "/y").unwrap().is_none());
        assert!(next(Method::GET, 300, "https://a.example/", "/y").unwrap().is_none());
    }

    #[test]
    fn a_body_stays_within_its_origin_and_tls_is_not_left() {
        for to in ["https://b.example/", "https://a.example:444/", "//b.example/"] {
            assert!(next(Method::POST, 307, "https://a.example/x", to).is_err(), "{to}");
            assert!(next(Method::POST, 303, "https://a.example/x", to).is_ok(), "{to}");
        }
        for to in ["http://a.example/", "ftp://a.example/", "file:///etc/passwd", "javascript:x"] {
            assert!(next(Method::GET, 302, "https://a.example/x", to).is_err(), "{to}");
        }
    }
}
