//! Whatever arrives: a 4xx problem, never a 5xx, never a panic, nothing written.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use portcullis_tests::shop::Role::{Admin, Customer};
use portcullis_tests::{Engine, Server, on_both, token, vectors};
use reqwest::Method;
use serde_json::Value;

on_both!(
    #[cfg_attr(not(vectors), ignore = "no vectors here")]
    json_test_suite,
    deep_and_odd_json,
    odd_paths,
    odd_requests,
    cursors_are_ids_and_nothing_else,
    #[cfg_attr(not(vectors), ignore = "no vectors here")]
    payloads_stay_text,
);

async fn orders(server: &Server) -> Value {
    server.get("/every?limit=100", &token(9, &[Admin])).await.json()
}

/// Every case of the suite as a body for a route that takes an object: nothing of it may pass or fail the server.
async fn json_test_suite(engine: Engine) {
    let suite: Value = serde_json::from_slice(&vectors("payloads/jsontestsuite.json")).unwrap();
    let server = Server::shop(engine).await;
    let alice = token(1, &[Customer]);
    let before = orders(&server).await;
    let mut tried = 0;
    for (name, bytes) in cases(&suite) {
        let request = server.request(Method::POST, "/orders").bearer_auth(&alice);
        let answer = Server::answer(request.header("content-type", "application/json").body(bytes)).await;
        assert!([400, 413, 422].contains(&answer.status), "{name}: {answer:?}");
        answer.assert_problem(answer.status);
        tried += 1;
    }
    assert!(tried > 300, "{tried} cases");
    assert_eq!(orders(&server).await, before);
}

/// The suite is a list or a map of names to base64; either form is read.
fn cases(suite: &Value) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), suite)];
    while let Some((name, value)) = open.pop() {
        match value {
            Value::Object(members) => {
                open.extend(members.iter().map(|(member, value)| (format!("{name}/{member}"), value)));
            }
            Value::Array(items) => {
                open.extend(
                    items.iter().enumerate().map(|(index, value)| (format!("{name}/{index}"), value)),
                );
            }
            Value::String(text) => {
                if let Ok(bytes) = STANDARD.decode(text) {
                    found.push((name, bytes));
                }
            }
            _ => {}
        }
    }
    found
}

async fn deep_and_odd_json(engine: Engine) {
    let server = Server::shop(engine).await;
    let alice = token(1, &[Customer]);
    let before = orders(&server).await;
    for body in [
        "[".repeat(30_000),
        format!("{}1{}", "{\"a\":".repeat(10_000), "}".repeat(10_000)),
        "{\"item\":".to_owned(),
        "{\"item\":\"a\"} {\"item\":\"b\"}".to_owned(),
        "{\"item\":\"a\",}".to_owned(),
        "{\"item\":\"\\ud800\"}".to_owned(),
        "{\"item\":\"a\\u0000b\"}".to_owned(),
        "{\"item\":null}".to_owned(),
        "{\"item\":[\"a\"]}".to_owned(),
        "{\"item\":\"a\",\"item\":\"b\"}".to_owned(),
        "{\"item\":\"a\",\"__proto__\":{\"user_id\":2}}".to_owned(),
        "\u{feff}{\"item\":\"a\"}".to_owned(),
        "{\"item\":1e999}".to_owned(),
        "null".to_owned(),
        "\"item\"".to_owned(),
        "[\"a\"]".to_owned(),
        String::new(),
    ] {
        let request = server.request(Method::POST, "/orders").bearer_auth(&alice);
        let answer =
            Server::answer(request.header("content-type", "application/json").body(body.clone())).await;
        let start: String = body.chars().take(40).collect();
        assert!((400..500).contains(&answer.status), "{start}: {answer:?}");
        answer.assert_problem(answer.status);
    }
    let invalid = server
        .request(Method::POST, "/orders")
        .bearer_auth(&alice)
        .header("content-type", "application/json");
    Server::answer(invalid.body(b"{\"item\":\"\xff\xfe\"}".to_vec())).await.assert_problem(400);
    assert_eq!(orders(&server).await, before);
}

async fn odd_paths(engine: Engine) {
    let server = Server::shop(engine).await;
    let alice = token(1, &[Customer]);
    let long = "9".repeat(10_000);
    for path in [
        "/orders/%00",
        "/orders/1%00",
        "/orders/%FF",
        "/orders/%C0%AF",
        "/orders/1%2F..%2F3",
        "/orders/..%2F3",
        "/orders/%2e%2e/3",
        "//orders/1",
        "/orders//1",
        "/orders/1/",
        "/orders/",
        "/ORDERS/1",
        "/orders/1;a=b",
        "/orders/1%3Fx",
        "/orders/1%23",
        "/orders/'",
        "/orders/1%27%20OR%201=1",
        "/orders/99999999999999999999",
        "/orders/-9223372036854775809",
        "/orders/NaN",
        "/orders/1e3",
        "/orders/%E2%80%AE1",
        "/./orders/1/..",
        &format!("/orders/{long}"),
    ] {
        // By hand: a client would tidy the path up.
        let head = format!(
            "GET {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {alice}\r\nConnection: close\r\n\r\n"
        );
        let answer = server.raw(head.as_bytes()).await;
        assert!(answer.starts_with("HTTP/1.1 4"), "{path}: {answer}");
        assert!(!answer.contains("lamp"), "{path}: {answer}");
    }
}

async fn odd_requests(engine: Engine) {
    let server = Server::shop(engine).await;
    for request in [
        "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        "GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n",
        "POST /input HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "GET /orders/\u{7f} HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET  /public HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /public HTTP/9.9\r\nHost: x\r\n\r\n",
        "GET /public HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n",
        "\r\n\r\n\0\0\0",
        "* / *",
    ] {
        let answer = server.raw(request.as_bytes()).await;
        assert!(
            answer.is_empty() || answer.starts_with("HTTP/1.1 4") || answer.starts_with("HTTP/1.0 4"),
            "{request:?}: {answer}"
        );
    }
    assert_eq!(server.get("/public", "").await.status, 200, "the server goes on");
}

async fn cursors_are_ids_and_nothing_else(engine: Engine) {
    let server = Server::shop(engine).await;
    let alice = token(1, &[Customer]);
    for query in [
        "after=x",
        "after=1%20OR%201=1",
        "after=",
        "after=%00",
        "limit=0",
        "limit=101",
        "limit=-1",
        "limit=x",
        "offset=1",
    ] {
        let answer = server.get(&format!("/orders?{query}"), &alice).await;
        answer.assert_problem(422);
    }
}

/// Lines that break out of quotes elsewhere, as texts, ids and queries.
async fn payloads_stay_text(engine: Engine) {
    let server = Server::shop(engine).await;
    let (alice, admin) = (token(1, &[Customer]), token(9, &[Admin]));
    let files = [
        "payloads/sqli/patt_Auth_Bypass.txt",
        "payloads/sqli/seclists_Generic-SQLi.txt",
        "payloads/sqli/patt_SQLi_Polyglots.txt",
        "payloads/other/patt_directory_traversal.txt",
        "payloads/other/patt_crlfinjection.txt",
    ];
    let mut tried = 0;
    for file in files {
        let lines = vectors(file);
        for line in String::from_utf8_lossy(&lines).lines().filter(|line| !line.trim().is_empty()).take(150) {
            let mut url = reqwest::Url::parse("http://x/search").unwrap();
            url.query_pairs_mut().append_pair("q", line);
            let answer = server.get(&format!("/search?{}", url.query().unwrap()), "").await;
            assert!([200, 422].contains(&answer.status), "{line}: {answer:?}");
            let mut url = reqwest::Url::parse("http://x/").unwrap();
            url.path_segments_mut().unwrap().pop().push("documents").push(line);
            let answer = server.get(url.path(), &alice).await;
            assert!([400, 401, 404].contains(&answer.status), "{line}: {answer:?}");
            tried += 1;
        }
    }
    assert!(tried > 200, "{tried} lines");
    assert_eq!(server.get("/every", &admin).await.json()["items"].as_array().unwrap().len(), 4);
}
