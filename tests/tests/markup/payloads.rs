//! Every payload in every place of a template: the page has the tags, attributes and comments of its template, and the text is the one that was sent.

use std::collections::BTreeSet;

use portcullis_tests::vectors;
use serde_json::{Value, json};

use crate::parsed::{Seen, expected, parsed, plain};
use crate::shop::{NUL_SIGN, server};

const FILES: &[&str] = &[
    "patt_BRUTELOGIC-XSS-STRINGS.txt",
    "patt_IntrudersXSS.txt",
    "patt_JHADDIX_XSS.txt",
    "patt_MarioXSSVectors.txt",
    "patt_RSNAKE_XSS.txt",
    "patt_XSSDetection.txt",
    "patt_XSS_Polyglots.txt",
    "patt_port_swigger_xss_cheatsheet_event_handlers.txt",
    "patt_xss_payloads_quick.txt",
    "seclists_XSS-Polyglots.txt",
    "seclists_XSS-innerht-ml.txt",
];

/// What is made for the places that a template has, beside the lists.
const OWN: &[&str] = &[
    "",
    " ",
    "\n",
    "\r\n",
    "\t",
    "<",
    ">",
    "\"",
    "'",
    "&",
    "&amp;",
    "&lt;script&gt;",
    "&#60;b&#62;",
    "&#x3c;",
    "</title><script>a()</script>",
    "</textarea><script>a()</script>",
    "--><script>a()</script>",
    "\" onfocus=a() autofocus=\"",
    "' onfocus=a() autofocus='",
    "x onfocus=a()",
    "`onfocus=a()",
    "<b",
    "</",
    "<!--",
    "]]>",
    "\u{0}",
    "\u{0}<\u{0}script\u{0}>",
    "\u{1}\u{b}\u{c}\u{1f}\u{7f}",
    "\u{202e}<b>",
    "\u{2028}",
    "\u{feff}<b>",
    "＜script＞",
    "{{ 7*7 }}",
    "{% raw %}",
    "${7*7}",
    "</script><script>a()</script>",
    "</style><script>a()</script>",
    "<base href=//evil.example>",
    "javascript:a()",
    "data:text/html,<script>a()</script>",
    "\u{10ffff}",
    "&quot;><script>a()</script>",
];

fn payloads() -> BTreeSet<String> {
    let mut all: BTreeSet<String> = OWN.iter().map(|text| (*text).to_owned()).collect();
    for file in FILES {
        let text = String::from_utf8_lossy(&vectors(&format!("payloads/xss/{file}"))).into_owned();
        all.extend(text.lines().map(str::to_owned));
        all.insert(text);
    }
    let naughty: Vec<String> = serde_json::from_slice(&vectors("payloads/blns.json")).unwrap();
    all.extend(naughty);
    all.retain(|text| text.chars().count() <= 20_000);
    all
}

/// What a percent-encoded part stands for.
fn decoded(part: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = part.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = match (first, tail) {
            (b'%', [high, low, tail @ ..]) => {
                let pair = [*high, *low];
                bytes.push(u8::from_str_radix(str::from_utf8(&pair).unwrap(), 16).unwrap());
                tail
            }
            _ => {
                bytes.push(*first);
                tail
            }
        };
    }
    bytes
}

/// The address in the page.
fn address(seen: &[Seen]) -> String {
    let address = seen.iter().find_map(|seen| match seen {
        Seen::Attribute(element, name, value) if element == "a" && name == "href" => Some(value.clone()),
        _ => None,
    });
    address.unwrap()
}

#[tokio::test]
#[cfg_attr(not(vectors), ignore = "no vectors here")]
async fn no_payload_adds_anything_to_a_page() {
    let server = server().await;
    let send = async |text: &str, place: &str| -> portcullis_tests::Answer {
        let sent = |text: &str| text.replace('\0', &NUL_SIGN.to_string());
        server.post("/receipt", "", json!({ "text": sent(text), "place": sent(place) })).await
    };
    let marked = send("MARKE", "LINKE").await.text;
    assert!(marked.matches("MARKE").count() >= 20, "{marked}");
    let marked_page = parsed(&marked);
    let (mut told, mut unescaped) = (0, 0);
    for payload in payloads() {
        // A part of a path is neither nothing nor one that leads upwards; those have a test of their own.
        // An address has an end.
        let place: String = payload.chars().take(500).collect();
        let place = if matches!(place.as_str(), "" | "." | "..") { "x" } else { place.as_str() };
        let answer = send(&payload, place).await;
        assert_eq!(answer.status, 200, "{payload:?}: {answer:?}");
        let page = parsed(&answer.text);
        let link = address(&page);
        let part = link.strip_prefix("/orders/").unwrap();
        let plain_part = part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~%".contains(&byte));
        assert!(plain_part, "{payload:?}: {link}");
        assert_eq!(decoded(part), place.as_bytes(), "{payload:?}: {link}");
        let expected =
            expected(&marked_page, |text| text.replace("MARKE", &payload).replace("/orders/LINKE", &link));
        assert_eq!(plain(page.into_iter()), expected, "{payload:?}");
        told += 1;
        // The same without escapes is another page, or this test shows nothing.
        let raw = parsed(&marked.replace("MARKE", &payload).replace("/orders/LINKE", &link));
        unescaped += u32::from(plain(raw.into_iter()) != expected);
    }
    assert!(told > 1_000, "{told} payloads");
    assert!(unescaped > 700, "only {unescaped} of {told} payloads are told apart without escapes");
}

#[tokio::test]
async fn what_is_no_part_of_a_path_makes_no_link() {
    let server = server().await;
    for place in ["", ".", ".."] {
        let body: Value = json!({ "text": "a", "place": place });
        server.post("/receipt", "", body).await.assert_problem(404);
    }
}
