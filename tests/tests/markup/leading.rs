//! Redirects and downloads with hostile values: no header is split, no place is left, no name is more than a name.

use portcullis_tests::shop::Role;
use portcullis_tests::{Answer, Server, token, vectors};
use serde_json::json;

use crate::shop::{NUL_SIGN, server};

const HOSTILE: &[&str] = &[
    "a\r\nx-evil: 1",
    "a\nx-evil: 1",
    "a\rx-evil: 1",
    "a\r\n\r\n<script>a()</script>",
    "\r\nx-evil: 1",
    "a\u{0}b",
    "/",
    "//evil.example",
    "\\evil.example",
    "/\\evil.example",
    "..",
    "../..",
    "..%2f..",
    "%2e%2e",
    ".",
    "%2e",
    "https://evil.example",
    "@evil.example",
    ":x@evil.example",
    "?next=//evil.example",
    "#//evil.example",
    "a b",
    "a;b",
    "a\"b",
    "é",
    "日本",
    "\u{202e}gpj.exe",
    "\u{2028}",
    "%0d%0ax-evil: 1",
    "嘊嘍x-evil: 1",
    "\u{85}",
    "\u{7f}",
    "",
    " ",
    "\t",
];

fn hostile() -> Vec<String> {
    let mut all: Vec<String> = HOSTILE.iter().map(|text| (*text).to_owned()).collect();
    if cfg!(vectors) {
        let naughty: Vec<String> = serde_json::from_slice(&vectors("payloads/blns.json")).unwrap();
        all.extend(naughty);
    }
    all
}

/// The answer as it comes, and that its head has no line that was sent.
async fn sent(server: &Server, path: &str, body: &serde_json::Value) -> (u16, Vec<(String, String)>) {
    let body = body.to_string().replace("\\u0000", &NUL_SIGN.to_string());
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        server.address,
        body.len()
    );
    let answer = server.raw(format!("{head}{body}").as_bytes()).await;
    let (head, _) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{answer:?}"));
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).unwrap();
    let headers = lines.map(|line| {
        assert!(!line.contains(['\r', '\n', '\0']), "{line:?}");
        let (name, value) = line.split_once(": ").unwrap_or_else(|| panic!("{line:?}"));
        (name.to_ascii_lowercase(), value.to_owned())
    });
    let headers: Vec<_> = headers.collect();
    assert!(!headers.iter().any(|(name, _)| name == "x-evil"), "{headers:?}");
    (status, headers)
}

fn only<'h>(headers: &'h [(String, String)], name: &str) -> &'h str {
    let all: Vec<_> = headers.iter().filter(|(known, _)| known == name).collect();
    let [(_, value)] = all.as_slice() else { panic!("{name}: {all:?}") };
    value
}

#[tokio::test]
async fn a_value_fills_a_parameter_and_nothing_else() {
    let server = server().await;
    for value in hostile() {
        let (status, headers) = sent(&server, "/go", &json!({ "shelf": value, "name": "n" })).await;
        if matches!(value.as_str(), "" | "." | "..") {
            assert_eq!(status, 404, "{value:?}");
            assert!(!headers.iter().any(|(name, _)| name == "location"), "{value:?}: {headers:?}");
            continue;
        }
        assert_eq!(status, 303, "{value:?}");
        let place = only(&headers, "location");
        // As a browser resolves it: within the origin, at that path, with four parts, of which the second is the value.
        let base = reqwest::Url::parse(&format!("http://{}/go", server.address)).unwrap();
        let read = base.join(place).unwrap();
        assert_eq!(read.origin(), base.origin(), "{value:?}: {place}");
        let parts: Vec<&str> = read.path_segments().unwrap().collect();
        let [shelves, shelf, books, name] = parts.as_slice() else { panic!("{value:?}: {place}") };
        assert_eq!((*shelves, *books, *name), ("shelves", "books", "n"), "{value:?}: {place}");
        assert_eq!((read.query(), read.fragment()), (None, None), "{value:?}: {place}");
        assert!(
            shelf.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~%".contains(&byte)),
            "{place}"
        );
        // The app itself reads it as the same value.
        if !value.contains('\0') {
            let there: Answer = server.get(place, "").await;
            let escaped = value.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            let escaped = escaped.replace('"', "&#34;").replace('\'', "&#39;");
            assert_eq!(there.text, format!("<p>{escaped} n</p>"), "{value:?}: {place}");
        }
    }
}

#[tokio::test]
async fn each_redirect_has_its_status() {
    let server = server().await;
    let (status, headers) = sent(&server, "/elsewhere", &json!({})).await;
    assert_eq!((status, only(&headers, "location")), (303, "https://example.org/a?b=c"));
    let moved = server.raw(b"GET /moved HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
    assert!(moved.starts_with("HTTP/1.1 308 ") && moved.contains("\r\nlocation: /receipt\r\n"), "{moved}");
    assert!(moved.contains("; sandbox\r\n"), "{moved}");
}

/// The two names of a download.
fn names(disposition: &str) -> (String, Option<String>) {
    let rest = disposition.strip_prefix("attachment; filename=\"").unwrap_or_else(|| panic!("{disposition}"));
    let (ascii, rest) = rest.split_once('"').unwrap();
    let extended = match rest.strip_prefix("; filename*=UTF-8''") {
        Some(encoded) => {
            assert!(
                encoded.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~%".contains(&byte)),
                "{encoded}"
            );
            let path = reqwest::Url::parse(&format!("https://a/?{encoded}=")).unwrap();
            let name = path.query_pairs().next().unwrap().0.into_owned();
            Some(name)
        }
        None => {
            assert_eq!(rest, "", "{disposition}");
            None
        }
    };
    (ascii.to_owned(), extended)
}

#[tokio::test]
async fn a_download_is_saved_under_a_name_and_never_shown() {
    let server = server().await;
    for value in hostile() {
        for (path, media) in [("/file", "text/csv; charset=utf-8"), ("/blob", "application/octet-stream")] {
            let (status, headers) =
                sent(&server, path, &json!({ "text": "<script>a()</script>", "place": value })).await;
            assert_eq!(status, 200, "{value:?}");
            assert_eq!(only(&headers, "content-type"), media);
            assert_eq!(only(&headers, "x-content-type-options"), "nosniff");
            assert!(only(&headers, "content-security-policy").contains("sandbox"));
            let (ascii, extended) = names(only(&headers, "content-disposition"));
            assert!(ascii.is_ascii() && !ascii.is_empty(), "{value:?}: {ascii:?}");
            for name in [Some(ascii), extended].into_iter().flatten() {
                let odd = |letter: char| letter.is_control() || "/\\:*?\"<>|%;".contains(letter);
                assert!(!name.contains(odd), "{value:?}: {name:?}");
                assert!(
                    !name.starts_with(['.', ' ', '-']) && !name.ends_with(['.', ' ']),
                    "{value:?}: {name:?}"
                );
                assert!(
                    !name.contains(['\u{202e}', '\u{200f}', '\u{2066}', '\u{feff}', '\u{2028}']),
                    "{value:?}: {name:?}"
                );
                assert!(name.len() <= 200 && !name.is_empty(), "{value:?}: {name:?}");
            }
        }
    }
}

#[tokio::test]
async fn names_that_are_none_are_replaced() {
    let server = server().await;
    let long = format!("{}.csv", "ü".repeat(5_000));
    for (given, ascii, extended) in [
        ("report 2026.csv", "report 2026.csv", None),
        ("../../etc/passwd", "_.._etc_passwd", None),
        ("C:\\Windows\\x.csv", "C__Windows_x.csv", None),
        ("a\"; filename=\"evil.html", "a__ filename=_evil.html", None),
        ("a\r\nb", "ab", None),
        ("", "download", None),
        ("...", "download", None),
        (".htaccess", "htaccess", None),
        ("-rf", "rf", None),
        ("CON", "_CON", None),
        ("nul.csv", "_nul.csv", None),
        ("com1 .tar.gz", "_com1 .tar.gz", None),
        ("x.csv. ", "x.csv", None),
        ("invoice\u{202e}fdp.exe", "invoicefdp.exe", None),
        ("Übersicht.csv", "_bersicht.csv", Some("Übersicht.csv")),
        ("日本.csv", "__.csv", Some("日本.csv")),
        ("a／b", "a_b", None),
    ] {
        let (_, headers) = sent(&server, "/file", &json!({ "text": "", "place": given })).await;
        let names = names(only(&headers, "content-disposition"));
        assert_eq!(names, (ascii.to_owned(), extended.map(str::to_owned)), "{given:?}");
    }
    let (_, headers) = sent(&server, "/file", &json!({ "text": "", "place": long })).await;
    let (ascii, extended) = names(only(&headers, "content-disposition"));
    assert!(ascii.ends_with(".csv") && ascii.len() <= 200, "{ascii}");
    assert!(extended.is_some_and(|name| name.ends_with("ü.csv") && name.len() <= 200));
}

#[tokio::test]
async fn a_download_of_a_value_has_what_its_viewer_may_see() {
    let server = server().await;
    for (roles, expected) in [
        (&[Role::Customer][..], json!({ "orders": [1, 2] })),
        (&[Role::Support][..], json!({ "orders": [1, 2], "risk": 87 })),
    ] {
        let answer = server.get("/export", &token(1, roles)).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.json(), expected, "{roles:?}");
        assert_eq!(answer.header("content-disposition"), "attachment; filename=\"orders.json\"");
    }
}
