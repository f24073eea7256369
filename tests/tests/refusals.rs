//! Every refusal is exactly what the design says, and tells nothing else.

use portcullis_tests::shop::Role::{Admin, Customer};
use portcullis_tests::{Engine, Server, log, on_both, token};
use reqwest::Method;
use serde_json::json;

on_both!(
    statuses_of_access,
    every_answer_has_its_headers,
    methods,
    an_internal_error_shows_an_incident_and_nothing_else,
    one_event_is_one_line,
    what_takes_too_long_is_cut_off,
    bodies_over_the_limit_and_of_other_types,
    invalid_input_names_each_field_and_rule,
    queries_forms_paths_and_headers_are_vetted,
    the_raw_request_comes_without_the_credential,
    events_are_written,
);

async fn statuses_of_access(engine: Engine) {
    let server = Server::shop(engine).await;
    let none = server.get("/reports", "").await;
    none.assert_problem(401);
    assert_eq!(none.header("www-authenticate"), "Bearer");
    let bad = server.get("/reports", "not.a.token").await;
    bad.assert_problem(401);
    assert_eq!(bad.header("www-authenticate"), "Bearer error=\"invalid_token\"");
    let customer = token(1, &[Customer]);
    server.get("/reports", &customer).await.assert_problem(403);
    // The credential comes before the path is looked at.
    server.get("/orders/%FF", "").await.assert_problem(401);
    server.get("/orders/%FF", &customer).await.assert_problem(400);
    // About one row, a lacking role is the 404 of every other row.
    let lacking = server.get("/orders/1", &token(1, &[])).await;
    let absent = server.get("/orders/999", &customer).await;
    assert_eq!(lacking.comparable(), absent.comparable());
    let hidden = server.get("/hidden", &customer).await;
    assert_eq!(hidden.comparable(), server.get("/no-such-path", &customer).await.comparable());
    let scope = server.get("/scoped", &customer).await;
    scope.assert_problem(403);
    assert_eq!(
        scope.header("www-authenticate"),
        "Bearer error=\"insufficient_scope\", scope=\"reports:read\""
    );
    assert_eq!(server.get("/reports", &token(1, &[Admin])).await.status, 200);
    // Nobody keeps anyone from what is for everyone, not even a stale token.
    assert_eq!(server.get("/public", "not.a.token").await.status, 200);
}

async fn every_answer_has_its_headers(engine: Engine) {
    let server = Server::shop(engine).await;
    for (path, token) in [("/public", ""), ("/reports", ""), ("/no-such-path", ""), ("/panic", "")] {
        let answer = server.get(path, token).await;
        assert_eq!(answer.header("x-request-id").len(), 32, "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
    }
    // A client's own id is not taken over.
    let forged =
        server.request(Method::GET, "/public").header("x-request-id", "forged").send().await.unwrap();
    assert_ne!(forged.headers()["x-request-id"], "forged");
}

async fn methods(engine: Engine) {
    let server = Server::shop(engine).await;
    let refused = server.send(Method::PUT, "/orders/1", "", None).await;
    refused.assert_problem(405);
    assert_eq!(refused.header("allow"), "GET, PATCH, DELETE, HEAD, OPTIONS");
    let options = server.send(Method::OPTIONS, "/orders/1", "", None).await;
    assert_eq!((options.status, options.header("allow")), (204, "GET, PATCH, DELETE, HEAD, OPTIONS"));
    let alice = token(1, &[Customer]);
    let get = server.get("/orders/1", &alice).await;
    let head = server.send(Method::HEAD, "/orders/1", &alice, None).await;
    assert_eq!((head.status, head.text.as_str()), (200, ""));
    assert_eq!(head.header("content-length"), get.text.len().to_string());
    assert_eq!(server.send(Method::HEAD, "/orders/1", "", None).await.status, 401);
    let nothing = server.raw(b"HEAD /nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
    assert!(nothing.starts_with("HTTP/1.1 204") && !nothing.contains("content-length"), "{nothing}");
    for method in ["TRACE", "BREW", "CONNECT"] {
        let line = format!("{method} /public HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        let answer = server.raw(line.as_bytes()).await;
        assert!(answer.starts_with("HTTP/1.1 4"), "{method} {answer}");
    }
}

async fn an_internal_error_shows_an_incident_and_nothing_else(engine: Engine) {
    log::keep();
    let server = Server::shop(engine).await;
    for (path, secret) in [("/panic", "hunter2"), ("/fails", "secret_table")] {
        let answer = server.get(path, "").await;
        answer.assert_problem(500);
        assert!(!answer.text.contains(secret), "{answer:?}");
        let problem = answer.json();
        let members: Vec<&String> = problem.as_object().unwrap().keys().collect();
        assert_eq!(members, ["incident_id", "status", "title", "type"]);
        let lines = log::lines_with(problem["incident_id"].as_str().unwrap());
        assert!(lines.iter().any(|line| line.contains(secret)), "the log has the cause: {lines:?}");
        // The server goes on.
        assert_eq!(server.get("/public", "").await.status, 200);
    }
    // A failure that the handler states is an incident too.
    let stated = server.get("/states", "").await;
    stated.assert_problem(502);
    let lines = log::lines_with(stated.json()["incident_id"].as_str().unwrap());
    assert!(lines.iter().any(|line| line.contains("ERROR") && line.contains("incident_id")), "{lines:?}");
}

async fn one_event_is_one_line(engine: Engine) {
    log::keep();
    let server = Server::shop(engine).await;
    let forged = "x%0A2026-01-01T00:00:00Z%20ERROR%20FORGED%1b%5B31m";
    server.get(&format!("/fails?q={forged}"), "").await.assert_problem(500);
    let lines = log::lines_with("FORGED");
    assert!(!lines.is_empty() && lines.iter().all(|line| line.contains("secret_table")), "{lines:?}");
    assert!(lines.iter().all(|line| !line.contains('\u{1b}')), "{lines:?}");
}

async fn what_takes_too_long_is_cut_off(engine: Engine) {
    let server = Server::shop(engine).await;
    let slow = server.get("/slow", "").await;
    slow.assert_problem(503);
    assert!(!slow.header("retry-after").is_empty());
    let head = "POST /input HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{\"short";
    let answer = server.raw(head.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
}

async fn bodies_over_the_limit_and_of_other_types(engine: Engine) {
    let server = Server::shop(engine).await;
    let big = json!({ "shortName": "a".repeat(3_000) });
    server.post("/input", "", big).await.assert_problem(413);
    // A declared length is believed before a byte is read, chunks are counted as they come.
    let declared = "POST /input HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99999999\r\n\r\n";
    assert!(server.raw(declared.as_bytes()).await.starts_with("HTTP/1.1 413"));
    let chunk = format!("{:x}\r\n{}\r\n", 1_500, "a".repeat(1_500));
    let chunked = format!(
        "POST /input HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n{chunk}{chunk}0\r\n\r\n"
    );
    assert!(server.raw(chunked.as_bytes()).await.starts_with("HTTP/1.1 413"));
    for media in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/jsonx",
        "evil/+json",
        "application/+json",
        "multipart/form-data, application/x+json",
        "",
    ] {
        let request = server.request(Method::POST, "/input").header("content-type", media).body("{}");
        Server::answer(request).await.assert_problem(415);
    }
    let request = server.request(Method::POST, "/input").body("{}");
    Server::answer(request).await.assert_problem(415);
    for media in ["application/json", "Application/JSON; charset=utf-8", "application/merge-patch+json"] {
        let request = server.request(Method::POST, "/input").header("content-type", media);
        let answer = Server::answer(request.body(r#"{"shortName":"abc"}"#)).await;
        assert_eq!(answer.status, 200, "{media} {answer:?}");
    }
}

async fn invalid_input_names_each_field_and_rule(engine: Engine) {
    let server = Server::shop(engine).await;
    let errors = |body: serde_json::Value| {
        let server = &server;
        async move {
            let answer = server.post("/input", "", body).await;
            answer.assert_problem(422);
            answer.json()["errors"].clone()
        }
    };
    assert_eq!(
        errors(
            json!({ "shortName": "a", "mail": "no", "stars": 9, "lines": [{ "count": 1 }, { "count": 0 }] })
        )
        .await,
        json!([
            { "field": "shortName", "rule": "length", "min": 2, "max": 10 },
            { "field": "mail", "rule": "email" },
            { "field": "stars", "rule": "range", "min": 1, "max": 5 },
            { "field": "lines.1.count", "rule": "range", "min": 1, "max": 9 },
        ])
    );
    for (body, field, rule) in [
        (json!({ "shortName": "abc", "admin": true }), "admin", "unknown_field"),
        (json!({ "short_name": "abc" }), "short_name", "unknown_field"),
        (json!({}), "shortName", "missing"),
        (json!({ "shortName": 5 }), "shortName", "type"),
        (
            json!({ "shortName": "abc", "lines": [{ "count": 1, "price": 0 }] }),
            "lines.0.price",
            "unknown_field",
        ),
        (json!({ "shortName": "abc", "lines": [{}] }), "lines.0.count", "missing"),
        (json!({ "shortName": "abc", "colour": "blue" }), "colour", "unknown_word"),
        (json!({ "shortName": "abc", "colour": { "dark_red": null } }), "colour", "type"),
        (json!({ "shortName": "abc", "a`b\u{202e}c": 1 }), "abc", "unknown_field"),
        (json!({ "shortName": "abc", "stars": 300 }), "stars", "range"),
        // A list does not stand for an object, at any depth.
        (json!(["abc"]), "", "type"),
        (json!({ "shortName": "abc", "lines": [[1]] }), "lines.0", "type"),
        (json!({ "shortName": "abc", "tags": { "toolong": 1 } }), "tags.toolong", "length"),
        (json!({ "shortName": "a\u{0}b" }), "shortName", "no_nul"),
    ] {
        assert_eq!(errors(body.clone()).await, json!([{ "field": field, "rule": rule }]), "{body}");
    }
    let lines =
        errors(json!({ "shortName": "abc", "lines": [{ "count": 1 }, { "count": 1 }, { "count": 1 }] }))
            .await;
    assert_eq!(lines[0]["field"], "lines");
    let twice = server.request(Method::POST, "/input").header("content-type", "application/json");
    let twice = Server::answer(twice.body(r#"{"shortName":"abc","shortName":"abd"}"#)).await;
    twice.assert_problem(422);
    assert_eq!(twice.json()["errors"][0]["rule"], "duplicate");
    // A fault of form comes before a fault of content, wherever it stands.
    for (body, status) in
        [(r#"{"shortName":5,"#, 400), (r#"{"shortName":["a","b","c"]}"#, 422), ("[1,2,3,4,5,6,7,8]", 422)]
    {
        let request =
            server.request(Method::POST, "/input").header("content-type", "application/json").body(body);
        Server::answer(request).await.assert_problem(status);
    }
    // Never the value.
    let secret = server.post("/input", "", json!({ "shortName": "hunter2hunter2" })).await;
    assert!(!secret.text.contains("hunter2"), "{secret:?}");
}

async fn queries_forms_paths_and_headers_are_vetted(engine: Engine) {
    let server = Server::shop(engine).await;
    assert_eq!(server.get("/search?q=a+b&count=5", "").await.json()["done"], true);
    for (query, status) in [
        ("q=a&q=b", 422),
        ("admin=1", 422),
        ("count=x", 422),
        ("count=99999999999999999999", 422),
        ("q=%FF", 400),
        ("q=%00", 422),
        (&format!("q={}", "a".repeat(10_000)), 422),
        ("q[]=1", 422),
    ] {
        server.get(&format!("/search?{query}"), "").await.assert_problem(status);
    }
    assert_eq!(server.get("/measure?price=99.5&letter=a", "").await.status, 200);
    for query in ["price=NaN", "price=inf", "price=-inf", "price=100.1", "letter=%00", "letter=ab"] {
        server.get(&format!("/measure?{query}"), "").await.assert_problem(422);
    }
    let form = |body: &'static str| {
        let media = "application/x-www-form-urlencoded";
        Server::answer(server.request(Method::POST, "/form").header("content-type", media).body(body))
    };
    assert_eq!(form("count=3").await.status, 200);
    for body in ["count=0", "count=3&count=4", "count=3&admin=1", "", "count", "=", "&&&"] {
        form(body).await.assert_problem(422);
    }
    assert_eq!(server.get("/named/a%20b", "").await.status, 200);
    for (path, status) in
        [("%00", 400), ("%FF", 400), (&*"a".repeat(51), 422), ("a%2F..%2Fb", 200), ("..%2f", 200)]
    {
        assert_eq!(server.get(&format!("/named/{path}"), "").await.status, status, "{path}");
    }
    let with = |value: &'static str| {
        Server::answer(server.request(Method::GET, "/headers").header("if-match", value))
    };
    assert_eq!(with("\"abc\"").await.json()["done"], true);
    with("\"abcdefghijk\"").await.assert_problem(422);
    let twice = server.request(Method::GET, "/headers").header("if-match", "a").header("if-match", "b");
    Server::answer(twice).await.assert_problem(400);
}

async fn the_raw_request_comes_without_the_credential(engine: Engine) {
    let server = Server::shop(engine).await;
    let answer = server.request(Method::POST, "/raw").bearer_auth("secret").body("x");
    assert_eq!(Server::answer(answer).await.json()["done"], true);
}

async fn events_are_written(engine: Engine) {
    log::keep();
    let server = Server::shop(engine).await;
    let alice = token(1, &[Customer]);
    let changed = server.send(Method::PATCH, "/orders/1", &alice, Some(json!({ "item": "bed" }))).await;
    let lines = log::lines_with(changed.header("x-request-id"));
    assert!(
        lines.iter().any(|line| line.contains("order.changed") && line.contains("subject=\"1\"")),
        "{lines:?}"
    );
    let refused = server.send(Method::PATCH, "/orders/3", &alice, Some(json!({ "item": "bed" }))).await;
    let lines = log::lines_with(refused.header("x-request-id"));
    assert!(
        lines.iter().any(|line| line.contains("status=404") && line.contains("subject=\"1\"")),
        "{lines:?}"
    );
    assert!(lines.iter().all(|line| !line.contains("order.changed") && !line.contains(&alice)), "{lines:?}");
}
