//! What a client sends is one argument, as it is, in its place; or it is refused.

use serde_json::{Value, json};

use super::{Server, rule, server, text};

async fn given(server: &Server, task: Value) -> Vec<String> {
    let text = text(&server.post("/run", "", task).await);
    serde_json::from_str(&text.replace("\\'", "'")).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[tokio::test]
async fn free_text_is_one_argument_behind_two_hyphens() {
    let server = server().await;
    for attack in [
        "-oProxyCommand=id",
        "--output=/etc/passwd",
        "--",
        "-",
        "; id",
        "$(id)",
        "`id`",
        "| id",
        "&& id",
        "a b  c",
        "\"' \\",
        "line\nline\r\n",
        "> /tmp/x",
        "*",
        "~root",
        "$HOME ${IFS}",
        "%s%n",
        "",
        "ä€😀",
        "@/etc/passwd",
    ] {
        let given = given(&server, json!({ "mode": "arguments", "tag": attack })).await;
        assert_eq!(given, ["arguments", "0", "--", attack], "{attack:?}");
    }
    let several = given(&server, json!({ "mode": "arguments", "tag": "--", "more": ["--", "-x", ""] })).await;
    assert_eq!(several, ["arguments", "0", "--", "--", "--", "-x", ""], "ours is written once, and first");
}

#[tokio::test]
async fn typed_values_are_values() {
    let server = server().await;
    let task = json!({ "mode": "arguments", "number": u32::MAX, "host": "Shop.Example.ORG", "port": 65535, "tag": "t" });
    let expected = ["arguments", "4294967295", "--host", "shop.example.org", "-p", "65535", "--", "t"];
    assert_eq!(given(&server, task).await, expected);
}

#[tokio::test]
async fn a_host_or_port_that_is_none_is_422_with_its_field() {
    let server = server().await;
    for host in [
        "-oProxyCommand=id",
        "--help",
        "a;id",
        "$(id)",
        "a b",
        "a\nb",
        "a\u{0}",
        "127.0.0.1",
        "127.1",
        "0x7f000001",
        "2130706433",
        "[::1]",
        "a..b",
        "a.",
        "-",
        "",
        "user@host",
        "host:22",
        "host/..",
        "ünchen.de",
        "a_b",
    ] {
        let answer = server.post("/run", "", json!({ "mode": "arguments", "host": host })).await;
        assert_eq!(rule(&answer), (422, "host".to_owned(), "hostname".to_owned()), "{host:?}");
    }
    let long = server.post("/run", "", json!({ "mode": "arguments", "host": "a".repeat(100_000) })).await;
    assert_eq!(rule(&long), (422, "host".to_owned(), "hostname".to_owned()));
    for (port, broken) in
        [(json!(0), "range"), (json!(65536), "range"), (json!(-1), "range"), (json!("22"), "type")]
    {
        let answer = server.post("/run", "", json!({ "mode": "arguments", "port": port })).await;
        assert_eq!(rule(&answer), (422, "port".to_owned(), broken.to_owned()), "{port}");
    }
    let unknown = server.post("/run", "", json!({ "mode": "--help" })).await;
    assert_eq!(rule(&unknown), (422, "mode".to_owned(), "unknown_word".to_owned()));
}

#[tokio::test]
async fn no_nul_and_no_bytes_that_are_no_text() {
    let server = server().await;
    let answer = server.post("/run", "", json!({ "mode": "arguments", "tag": "a\u{0}b" })).await;
    assert_eq!(rule(&answer), (422, "tag".to_owned(), "no_nul".to_owned()));
    let body = b"{\"mode\": \"arguments\", \"tag\": \"a\xff\xfe\"}".to_vec();
    let request =
        server.request(reqwest::Method::POST, "/run").header("content-type", "application/json").body(body);
    Server::answer(request).await.assert_problem(400);
}

#[tokio::test]
async fn arguments_are_bounded_together() {
    let server = server().await;
    let most = "x".repeat(65_536 - "arguments".len() - "0".len() - "--".len() - 4);
    let answer = server.post("/run", "", json!({ "mode": "exit", "tag": most })).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    for tag in [format!("{most}xxxxxx"), "x".repeat(100_000)] {
        let answer = server.post("/run", "", json!({ "mode": "arguments", "tag": tag })).await;
        assert_eq!(rule(&answer), (422, String::new(), "length".to_owned()));
    }
    let many = server.post("/run", "", json!({ "mode": "exit", "more": vec![""; 252] })).await;
    assert_eq!(many.status, 200, "{many:?}");
    let more = server.post("/run", "", json!({ "mode": "exit", "more": vec![""; 253] })).await;
    assert_eq!(rule(&more), (422, String::new(), "length".to_owned()));
    let large =
        server.post("/run", "", json!({ "mode": "exit", "more": vec!["x".repeat(9_999); 300] })).await;
    assert_eq!(rule(&large), (422, String::new(), "length".to_owned()));
}
