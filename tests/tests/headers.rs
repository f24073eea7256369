//! The headers of every response, whatever answered, measured against the lists of the OWASP Secure Headers Project.

use std::collections::BTreeMap;

use portcullis::{Framing, Loading, Referring, SecurityHeaders};
use portcullis_tests::example::{self, Example};
use portcullis_tests::shop::{self, Role};
use portcullis_tests::{Answer, Engine, Server, database, issuer, on_both, token, vectors};
use reqwest::Method;
use serde_json::{Value, json};

on_both!(
    #[cfg_attr(not(vectors), ignore = "no vectors here")]
    every_answer_has_them
);

/// Answers of every kind.
async fn answers(server: &Server) -> Vec<(&'static str, u16, Answer)> {
    let (alice, admin) = (token(1, &[Role::Customer]), token(4, &[Role::Admin]));
    let send = async |method: Method, path: &str, token: &str, body: Option<Value>| {
        server.send(method, path, token, body).await
    };
    let big = "x".repeat(100_000);
    let raw = server.request(Method::POST, "/orders").bearer_auth(&alice).body("{}");
    vec![
        ("a row", 200, send(Method::GET, "/orders/1", &alice, None).await),
        ("its head", 200, send(Method::HEAD, "/orders/1", &alice, None).await),
        ("a new row", 201, send(Method::POST, "/orders", &alice, Some(json!({ "item": "a lamp" }))).await),
        ("options", 204, send(Method::OPTIONS, "/orders/1", "", None).await),
        ("no credential", 401, send(Method::GET, "/orders/1", "", None).await),
        ("a bad one", 401, send(Method::GET, "/orders/1", "x.y.z", None).await),
        ("no role", 403, send(Method::GET, "/reports", &alice, None).await),
        ("another's row", 404, send(Method::GET, "/orders/3", &alice, None).await),
        ("no such path", 404, send(Method::GET, "/nowhere", &admin, None).await),
        ("no such method", 405, send(Method::PUT, "/orders", &alice, None).await),
        ("too large", 413, send(Method::POST, "/orders", &alice, Some(json!({ "item": big }))).await),
        ("no media type", 415, Server::answer(raw).await),
        ("invalid", 422, send(Method::POST, "/orders", &alice, Some(json!({ "item": "" }))).await),
        ("a panic", 500, send(Method::GET, "/panic", "", None).await),
        ("an error", 500, send(Method::GET, "/fails", "", None).await),
        ("too slow", 503, send(Method::GET, "/slow", "", None).await),
        ("plain axum", 200, send(Method::GET, "/plain", "", None).await),
    ]
}

/// Whether a header says what the list asks for, or something stricter.
fn is_as_strict(name: &str, asked: &str, said: &str) -> bool {
    let directives = |text: &str, between: char| -> Vec<String> {
        text.split(between)
            .map(|part| part.trim().to_ascii_lowercase())
            .filter(|part| !part.is_empty())
            .collect()
    };
    match name {
        // `max-age=0` says nothing that `no-store` does not.
        "cache-control" => directives(said, ',').contains(&"no-store".to_owned()),
        "content-security-policy" => {
            let said: BTreeMap<String, String> = directives(said, ';')
                .into_iter()
                .map(|part| {
                    part.split_once(' ')
                        .map_or((part.clone(), String::new()), |(name, value)| (name.into(), value.into()))
                })
                .collect();
            // What is loaded falls back on `default-src`, and nothing is upgraded where nothing is loaded.
            let of = |name: &str| said.get(name).or(said.get("default-src")).map(String::as_str);
            directives(asked, ';').iter().all(|part| match part.split_once(' ') {
                Some((name, "'self'")) => matches!(of(name), Some("'self'" | "'none'")),
                Some((name, value)) => of(name) == Some(value),
                None => part == "upgrade-insecure-requests" && of("default-src") == Some("'none'"),
            })
        }
        "permissions-policy" => {
            let said = directives(said, ',');
            directives(asked, ',').iter().all(|part| {
                said.contains(part) || said.contains(&format!("{}=()", part.split('=').next().unwrap()))
            })
        }
        _ => asked.eq_ignore_ascii_case(said),
    }
}

async fn every_answer_has_them(engine: Engine) {
    let plain = axum::Router::new().route(
        "/plain",
        axum::routing::get(async || {
            ([("server", "axum"), ("x-powered-by", "axum"), ("x-own", "1")], "plain")
        }),
    );
    let app = shop::app(database(engine).await).issuer(issuer()).beside(plain, "a page of another crate");
    let server = Server::start(app).await;
    for (what, status, answer) in answers(&server).await {
        assert_eq!(answer.status, status, "{what}: {answer:?}");
        assert_listed(what, &answer);
        if what == "plain axum" {
            assert_eq!(answer.header("x-own"), "1");
        }
    }
}

/// Every route of the example, called as its guests do: answers, refusals, pages, preflights, methods and paths that are not there.
#[tokio::test]
#[cfg_attr(not(vectors), ignore = "no vectors here")]
async fn every_answer_of_the_example_has_them() {
    let Example { server, routes, .. } = example::start(Engine::Sqlite).await;
    let request = portcullis::identity::TokenRequest::new(1);
    let token = |role| issuer().mint(&request.clone().roles([role]).tenant(10)).unwrap().reveal().to_owned();
    let tokens = [
        String::new(),
        token(orders_api::Role::Customer),
        token(orders_api::Role::Admin),
        "x.y.z".to_owned(),
    ];
    let mut statuses = std::collections::BTreeSet::new();
    for (method, path) in &routes {
        let segments = path.split('/').map(|segment| if segment.starts_with('{') { "1" } else { segment });
        let path = segments.collect::<Vec<_>>().join("/");
        for token in &tokens {
            for method in [method.parse().unwrap(), Method::HEAD, Method::TRACE] {
                let answer = server.send(method.clone(), &path, token, None).await;
                statuses.insert(answer.status);
                assert_listed(&format!("{method} {path}"), &answer);
            }
        }
        let preflight = server
            .request(Method::OPTIONS, &path)
            .header("origin", "https://evil.example")
            .header("access-control-request-method", method);
        let preflight = Server::answer(preflight).await;
        assert!(preflight.status == 204 && !preflight.headers.contains_key("access-control-allow-origin"));
        assert_listed(&format!("a preflight of {path}"), &preflight);
    }
    assert_listed("no such path", &server.get("/nowhere", "").await);
    for status in [200, 204, 401, 403, 404, 405, 415] {
        assert!(statuses.contains(&status), "{status} is not among {statuses:?}");
    }
    assert!(statuses.iter().all(|status| *status < 500), "{statuses:?}");
}

/// Asserts that an answer has what the list adds, and nothing of what it removes.
fn assert_listed(what: &str, answer: &Answer) {
    let list = |file: &str| -> Value { serde_json::from_slice(&vectors(file)).unwrap() };
    let (add, remove) = (list("headers/oshp_headers_add.json"), list("headers/oshp_headers_remove.json"));
    let (add, remove) = (add["headers"].as_array().unwrap(), remove["headers"].as_array().unwrap());
    assert!(add.len() >= 12 && remove.len() >= 50);
    for header in add {
        let name = header["name"].as_str().unwrap().to_ascii_lowercase();
        // It ends what a browser keeps: sent with every answer, nobody could stay signed in.
        if name == "clear-site-data" {
            continue;
        }
        let all: Vec<_> = answer.headers.get_all(&name).iter().collect();
        assert_eq!(all.len(), 1, "{what}: {name} {all:?}");
        let (asked, said) = (header["value"].as_str().unwrap(), answer.header(&name));
        assert!(is_as_strict(&name, asked, said), "{what}: {name} is {said:?}, and {asked:?} is asked for");
    }
    for name in remove {
        let name = name.as_str().unwrap().to_ascii_lowercase();
        assert!(!answer.headers.contains_key(&name), "{what}: {name}");
    }
}

#[tokio::test]
async fn what_is_loosened_is_listed_and_has_a_reason() {
    let headers = SecurityHeaders::strict()
        .loading(Loading::SameSite, "the shop's pages are on www")
        .framing(Framing::SameOrigin, "the receipt is framed by the shop")
        .referring(Referring::OriginElsewhere, "partners are paid by origin")
        .feature("camera", "tickets are scanned");
    let app = shop::app(database(Engine::Sqlite).await).issuer(issuer()).headers(headers);
    let ready = app.build().await.unwrap();
    for line in [
        "loosened Cross-Origin-Resource-Policy: the shop's pages are on www",
        "loosened X-Frame-Options: the receipt is framed by the shop",
        "loosened Referrer-Policy: partners are paid by origin",
        "loosened Permissions-Policy: tickets are scanned",
    ] {
        assert!(ready.table().lines().any(|other| other == line), "{line}: {}", ready.table());
    }
    let server = Server::of(ready).await;
    let answer = server.get("/nowhere", "").await;
    assert_eq!(answer.header("cross-origin-resource-policy"), "same-site");
    assert_eq!(answer.header("x-frame-options"), "SAMEORIGIN");
    assert!(answer.header("content-security-policy").contains("frame-ancestors 'self'"));
    assert_eq!(answer.header("referrer-policy"), "strict-origin-when-cross-origin");
    assert!(answer.header("permissions-policy").contains("camera=(self)"));
    assert!(answer.header("permissions-policy").contains("microphone=()"));
    let vague = SecurityHeaders::strict()
        .framing(Framing::SameOrigin, "")
        .feature("telepathy", "who knows")
        .transport(std::time::Duration::from_secs(1), "for now");
    let app = shop::app(database(Engine::Sqlite).await).issuer(issuer()).headers(vague);
    let faults = app.build().await.unwrap_err().to_string();
    for word in ["without a reason", "`telepathy`", "five minutes"] {
        assert!(faults.contains(word), "{faults}");
    }
}
