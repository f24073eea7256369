//! What the reply of a page is, and the policy that it carries.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use portcullis::{Framing, SecurityHeaders};
use portcullis_tests::Server;
use reqwest::Method;
use serde_json::json;

use crate::shop::{app, server};

/// The hash of what stands in an element of the page.
fn hash(page: &str, element: &str) -> String {
    let (_, rest) = page.split_once(&format!("<{element}>")).unwrap();
    let (text, _) = rest.split_once(&format!("</{element}>")).unwrap();
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, text.as_bytes());
    format!("'sha256-{}'", STANDARD.encode(digest.as_ref()))
}

fn directive<'p>(policy: &'p str, name: &str) -> Option<&'p str> {
    policy.split("; ").find_map(|directive| directive.strip_prefix(name)?.strip_prefix(' '))
}

#[tokio::test]
async fn a_page_carries_the_policy_of_its_template() {
    let server = server().await;
    let answer = server.get("/receipt", "").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(answer.headers.get_all("content-security-policy").iter().count(), 1);
    let policy = answer.header("content-security-policy");
    assert!(!policy.contains("unsafe"), "{policy}");
    assert!(!policy.contains("sandbox"), "{policy}");
    for (name, value) in [
        ("default-src", "'none'"),
        ("script-src", hash(&answer.text, "script").as_str()),
        ("style-src", hash(&answer.text, "style").as_str()),
        ("connect-src", "'self'"),
        ("img-src", "'self'"),
        ("form-action", "'self'"),
        ("base-uri", "'none'"),
        ("frame-ancestors", "'none'"),
        ("require-trusted-types-for", "'script'"),
        ("trusted-types", "'none'"),
    ] {
        assert_eq!(directive(policy, name), Some(value), "{policy}");
    }
    // The others are those of every answer.
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("cache-control", "no-store"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
    ] {
        assert_eq!(answer.header(name), value);
    }
    let head = server.send(Method::HEAD, "/receipt", "", None).await;
    assert_eq!((head.status, head.text.as_str()), (200, ""));
    assert_eq!(head.header("content-security-policy"), policy);
    assert_eq!(head.header("content-length"), answer.text.len().to_string());
}

#[tokio::test]
async fn a_page_that_brings_no_code_allows_none() {
    let server = server().await;
    let answer = server.get("/note", "").await;
    let policy = answer.header("content-security-policy");
    for absent in ["script-src", "style-src", "connect-src", "media-src"] {
        assert_eq!(directive(policy, absent), None, "{policy}");
    }
    assert_eq!(directive(policy, "default-src"), Some("'none'"));
    assert_eq!(answer.text, "<p>nothing runs here</p>");
}

#[tokio::test]
async fn a_problem_is_no_page() {
    let server = server().await;
    let answer = server.get("/absent", "").await;
    answer.assert_problem(404);
    assert!(answer.header("content-security-policy").contains("sandbox"));
}

#[tokio::test]
async fn who_frames_is_what_the_app_says() {
    let headers = SecurityHeaders::strict().framing(Framing::SameOrigin, "the shop frames its receipts");
    let server = Server::start(app().headers(headers)).await;
    for path in ["/receipt", "/note"] {
        let answer = server.get(path, "").await;
        let policy = answer.header("content-security-policy");
        assert_eq!(directive(policy, "frame-ancestors"), Some("'self'"), "{policy}");
        assert_eq!(answer.header("x-frame-options"), "SAMEORIGIN");
    }
}

#[tokio::test]
async fn a_page_says_what_its_template_says() {
    let server = server().await;
    let open = server.post("/receipt", "", json!({ "text": "open", "place": "7" })).await.text;
    assert!(open.contains("<p>open</p>"), "{open}");
    let late = server.post("/receipt", "", json!({ "text": "lamp", "place": "7" })).await.text;
    for part in [
        "<title>lamp</title>",
        "<h1 class=\"receipt\">lamp</h1>",
        "<p>paid_late, late</p>",
        "data-first=\"true\">1 of 2: lamp</li>",
        "data-first=\"false\">2 of 2: lamp</li>",
        "<a href=\"/orders/7\">/orders/7</a>",
        "value=\"lamp\"  checked  data-paid=\"lamp\" >",
        "{{ as it is }}",
    ] {
        assert!(late.contains(part), "{part}: {late}");
    }
    assert_eq!(late.matches("class=\"stamp\"").count(), 3);
    assert!(!late.contains("a comment of the template") && !late.contains("nothing"));
}
