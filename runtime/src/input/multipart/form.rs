//! The grammar of `multipart/form-data`, over a body that is whole: no preamble, no epilogue, each part a slice of the body.
//!
//! Floor 10. RFC 2046 allows much that no client sends and parsers differ about; what they differ about is refused.

use bytes::Bytes;
use http::HeaderMap;
use http::header::CONTENT_TYPE;
use memchr::memmem::{self, Finder};

use super::disposition::Disposition;
use crate::refusal::Refusal;

/// The most bytes of the headers of one part.
const HEADERS: usize = 8 * 1024;
/// The most parts of a form, whatever it declares.
const PARTS: usize = 256;
/// The most characters of a boundary (RFC 2046, section 5.1.1).
const BOUNDARY: usize = 70;

/// One part.
#[derive(Debug)]
pub(super) struct FormPart {
    pub(super) name: String,
    pub(super) file_name: Option<String>,
    /// As declared, in lower case, without its parameters.
    pub(super) media_type: Option<String>,
    pub(super) content: Bytes,
}

/// The parts of a body.
pub(super) fn parts(headers: &HeaderMap, body: &Bytes) -> Result<Vec<FormPart>, Refusal> {
    let boundary = boundary(headers)?;
    let delimiter = format!("\r\n--{boundary}");
    let finder = Finder::new(&delimiter);
    let mut at = delimiter.len().saturating_sub(2);
    if !body.starts_with(delimiter.trim_start().as_bytes()) {
        return Err(Refusal::Malformed("the form does not begin with its boundary"));
    }
    let mut parts = Vec::new();
    loop {
        let rest = body.get(at..).unwrap_or_default();
        match rest {
            b"--" | b"--\r\n" => return Ok(parts),
            [b'\r', b'\n', ..] => at = at.saturating_add(2),
            _ => return Err(Refusal::Malformed("something stands behind a boundary of the form")),
        }
        if parts.len() >= PARTS {
            return Err(Refusal::Malformed("the form has too many parts"));
        }
        let rest = body.get(at..).unwrap_or_default();
        let near = rest.get(..rest.len().min(HEADERS)).unwrap_or_default();
        let head = memmem::find(near, b"\r\n\r\n");
        let head = head.ok_or(Refusal::Malformed("the headers of a part do not end"))?;
        let mut part = read_headers(near.get(..head).unwrap_or_default())?;
        let start = at.saturating_add(head).saturating_add(4);
        let length = finder.find(body.get(start..).unwrap_or_default());
        let end = start.saturating_add(length.ok_or(Refusal::Malformed("the form does not end"))?);
        part.content = body.slice(start..end);
        parts.push(part);
        at = end.saturating_add(delimiter.len());
    }
}

/// The boundary that the one media type of the request names.
fn boundary(headers: &HeaderMap) -> Result<String, Refusal> {
    let mut declared = headers.get_all(CONTENT_TYPE).iter();
    let (Some(media), None) = (declared.next(), declared.next()) else {
        return Err(Refusal::UnsupportedMediaType);
    };
    let media = media.to_str().map_err(|_| Refusal::UnsupportedMediaType)?;
    let essence = media.split(';').next().unwrap_or("").trim();
    if !essence.eq_ignore_ascii_case("multipart/form-data") {
        return Err(Refusal::UnsupportedMediaType);
    }
    let unreadable = Refusal::Malformed("the form names no boundary that can be read");
    let Some(media) = Disposition::read(media).filter(|media| media.has_only(&["boundary", "charset"]))
    else {
        return Err(unreadable);
    };
    let is_good = |boundary: &&str| {
        let letter = |byte: u8| byte.is_ascii_alphanumeric() || b"'()+_,-./:=? ".contains(&byte);
        (1..=BOUNDARY).contains(&boundary.len()) && boundary.bytes().all(letter) && !boundary.ends_with(' ')
    };
    media.parameter("boundary").filter(is_good).map(str::to_owned).ok_or(unreadable)
}

/// What the headers of a part say. Its content is read next.
fn read_headers(head: &[u8]) -> Result<FormPart, Refusal> {
    let head =
        std::str::from_utf8(head).map_err(|_| Refusal::Malformed("a header of a part is not UTF-8"))?;
    let unreadable = || Refusal::Malformed("a header of a part cannot be read");
    let (mut disposition, mut media) = (None, None);
    for line in head.split("\r\n") {
        let (name, value) = line.split_once(':').ok_or_else(unreadable)?;
        let is_name =
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if !is_name || value.chars().any(|letter| letter.is_control() && letter != '\t') {
            return Err(unreadable());
        }
        let place = match name.to_ascii_lowercase().as_str() {
            "content-disposition" => &mut disposition,
            "content-type" => &mut media,
            "content-transfer-encoding" => {
                return Err(Refusal::Malformed("a part says that it is encoded (RFC 7578, section 4.7)"));
            }
            // To be ignored (RFC 7578, section 4.8).
            _ => continue,
        };
        if place.replace(value.trim()).is_some() {
            return Err(Refusal::Malformed("a header of a part stands twice"));
        }
    }
    let read = disposition.and_then(Disposition::read);
    let Some(read) = read.filter(|read| read.value.eq_ignore_ascii_case("form-data")) else {
        return Err(unreadable());
    };
    let name = read.parameter("name").filter(|name| !name.is_empty() && read.has_only(&["name", "filename"]));
    let name = name.ok_or(Refusal::Malformed("a part of the form has no name"))?.to_owned();
    let media = media.map(|media: &str| media.split(';').next().unwrap_or("").trim().to_ascii_lowercase());
    if media.as_deref().is_some_and(|media| media.starts_with("multipart/")) {
        return Err(Refusal::Malformed("a form within a form"));
    }
    let file_name = read.parameter("filename").map(str::to_owned);
    Ok(FormPart { name, file_name, media_type: media, content: Bytes::new() })
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn read(media: &str, body: impl AsRef<[u8]>) -> Result<Vec<(String, Vec<u8>)>, u16> {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_str(media).unwrap());
        let parts = parts(&headers, &Bytes::copy_from_slice(body.as_ref()));
        let parts = parts.map_err(|refusal| refusal.status().as_u16())?;
        Ok(parts.into_iter().map(|part| (part.name, part.content.to_vec())).collect())
    }

    const FORM: &str = "multipart/form-data; boundary=b";

    fn part(headers: &str) -> String {
        format!("--b\r\n{headers}\r\n\r\nx\r\n--b--\r\n")
    }

    #[test]
    fn a_form_is_read() {
        let body = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b\r\ncontent-disposition:form-data;name=c\r\n\
                    Content-Type: text/plain\r\nX-Other: y\r\n\r\n\r\n--x\r\n--b--";
        let read = read(FORM, body).unwrap();
        assert_eq!(read, [("a".to_owned(), b"1".to_vec()), ("c".to_owned(), b"\r\n--x".to_vec())]);
    }

    #[test]
    fn other_media_types_are_415_and_other_boundaries_400() {
        let body = part("Content-Disposition: form-data; name=a");
        assert!(read("multipart/form-data; boundary=\"b\"; charset=utf-8", &body).is_ok());
        for media in ["multipart/mixed; boundary=b", "text/plain", "", "multipart/form-datax; boundary=b"] {
            assert_eq!(read(media, &body), Err(415), "{media}");
        }
        let long = format!("multipart/form-data; boundary={}", "b".repeat(71));
        for media in [
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "multipart/form-data; boundary=\"\"",
            "multipart/form-data; boundary=\"b ",
            "multipart/form-data; boundary=\"b \"",
            "multipart/form-data; boundary=b; boundary=c",
            "multipart/form-data; boundary=b; start=c",
            "multipart/form-data; boundary=\"b\u{7f}\"",
            &long,
        ] {
            if HeaderValue::from_str(media).is_ok() {
                assert_eq!(read(media, &body), Err(400), "{media}");
            }
        }
    }

    #[test]
    fn what_parsers_differ_about_is_refused() {
        let good = "Content-Disposition: form-data; name=\"a\"";
        assert!(read(FORM, part(good)).is_ok());
        for headers in [
            "Content-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"b\"",
            "Content-Disposition: form-data; name=\"\"",
            "Content-Disposition: form-data",
            "Content-Disposition: attachment; name=\"a\"",
            "Content-Disposition : form-data; name=\"a\"",
            "Content-Disposition: form-data;\r\n name=\"a\"",
            "Content-Disposition: form-data; name=\"a\"; filename*=UTF-8''x",
            "Content-Disposition: form-data; name=\"a\"; size=3",
            "Content-Disposition: form-data; name=\"a\0\"",
            "Content-Disposition: form-data; name=\"a\"\nContent-Type: text/plain",
            "Content-Type: text/plain",
            &format!("{good}\r\nContent-Transfer-Encoding: base64"),
            &format!("{good}\r\nContent-Type: multipart/mixed; boundary=c"),
            &format!("{good}\r\nContent-Type: text/plain\r\ncontent-type: image/png"),
            &format!("{good}\r\nX-Long: {}", "y".repeat(HEADERS)),
            "",
        ] {
            assert_eq!(read(FORM, part(headers)), Err(400), "{headers}");
        }
        assert_eq!(read(FORM, [part(good).as_bytes(), b"more"].concat()), Err(400));
        assert_eq!(read(FORM, [b"before\r\n", part(good).as_bytes()].concat()), Err(400));
        assert_eq!(
            read(FORM, b"--b\r\nContent-Disposition: form-data; name=\"\xFF\"\r\n\r\nx\r\n--b--"),
            Err(400)
        );
        for body in [
            "",
            "--b",
            "--b\r\n",
            "--bx\r\n",
            "--b--x",
            "--b \r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--b--",
            "--b\nContent-Disposition: form-data; name=a\n\nx\n--b--",
            "--b\r\nContent-Disposition: form-data; name=a\r\n\r\nx",
            "--b\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--b",
            "--b\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--bc\r\n--b--",
        ] {
            assert_eq!(read(FORM, body), Err(400), "{body:?}");
        }
        let many = "--b\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n".repeat(PARTS + 1) + "--b--";
        assert_eq!(read(FORM, many), Err(400));
        assert_eq!(read(FORM, "--b--"), Ok(Vec::new()));
    }

    /// Whatever arrives is read or refused, and never more than it is.
    #[test]
    fn any_bytes_are_survived() {
        let whole =
            part("Content-Disposition: form-data; name=\"a\"; filename=\"b\"\r\nContent-Type: image/png");
        for cut in 0..whole.len() {
            let _ = read(FORM, &whole[..cut]);
            for byte in [0, b'\r', b'\n', b'"', b'-', 0xFF] {
                let mut other = whole.clone().into_bytes();
                other[cut] = byte;
                let _ = read(FORM, &other);
            }
        }
    }
}
