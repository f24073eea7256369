//! Each event has what an investigation asks for: what, when, where, who, from where, and how it ended.

use portcullis::prelude::*;
use portcullis_tests::capture::Captured;
use portcullis_tests::shop::Role::{Admin, Customer};
use portcullis_tests::{Answer, Engine, Server, issuer, shop, token};
use reqwest::Method;
use serde_json::{Value, json};

/// The events of a request, by the id that its client was told.
fn of(log: &Captured, answer: &Answer) -> Vec<Value> {
    let id = answer.header("x-request-id");
    let mut events = log.events();
    events.retain(|event| event["request_id"] == id || event["incident_id"] == id);
    events
}

fn one(log: &Captured, answer: &Answer) -> Value {
    let events = of(log, answer);
    assert_eq!(events.len(), 1, "{events:?}");
    let event = events.into_iter().next().unwrap();
    assert_eq!(event["status"], answer.status, "{event}");
    assert_eq!(event["client"], "127.0.0.1");
    let time = event["timestamp"].as_str().unwrap();
    assert!(time.ends_with('Z') && time.contains('T'), "{time}");
    assert!(event["latency_ms"].is_u64() && event["level"].is_string(), "{event}");
    event
}

#[tokio::test]
async fn every_refusal_is_an_event_of_its_name() {
    let (log, _guard) = Captured::json();
    let server = Server::shop(Engine::Sqlite).await;
    let alice = token(1, &[Customer]);
    let get = |path: &'static str, token: &str| {
        let (server, token) = (&server, token.to_owned());
        async move { server.get(path, &token).await }
    };
    let post = |path: &'static str, body: Value| {
        let server = &server;
        async move { server.post(path, "", body).await }
    };
    let cases: Vec<(Answer, &str, &str, &str, &str)> = vec![
        (get("/reports", "").await, "authz_fail", "reports", "", "no credential"),
        (get("/reports", &alice).await, "authz_fail", "reports", "1", "holds none of the roles"),
        (get("/scoped", &alice).await, "authz_fail", "scoped", "1", "lacks the scope"),
        // Told as absent, and known for what it is.
        (get("/hidden", &alice).await, "authz_fail", "hidden", "1", "holds none of the roles"),
        (get("/orders/1", &token(1, &[])).await, "authz_fail", "get_order", "1", "holds none of the roles"),
        (get("/orders/3", &alice).await, "authz_fail", "get_order", "1", "no such row"),
        (get("/reports", "not.a.token").await, "authn_token_fail", "reports", "", ""),
        (get("/no-such-path", &alice).await, "request_not_found", "", "", "no such path"),
        (
            post("/input", json!({ "shortName": "x" })).await,
            "input_validation_fail",
            "input",
            "",
            "\"shortName\" length",
        ),
        (
            post("/input", json!({ "shortName": "a".repeat(3_000) })).await,
            "input_validation_fail",
            "input",
            "",
            "limit",
        ),
        (server.send(Method::PUT, "/orders/1", "", None).await, "request_refused", "", "", "method"),
        (get("/fails", "").await, "request_failed", "fails", "", "no such table: secret_table"),
        (get("/panic", "").await, "request_failed", "panics", "", "the handler panicked: cannot reach"),
        (get("/slow", "").await, "request_failed", "slow", "", "time limit"),
        (get("/states", "").await, "request_failed", "states", "", "stated by the handler"),
    ];
    for (answer, name, route, subject, reason) in &cases {
        let event = one(&log, answer);
        assert_eq!(event["event"], *name, "{event}");
        assert_eq!(event["outcome"], "failure");
        assert_eq!(event["route"], *route, "{event}");
        assert_eq!(event["subject"].as_str().unwrap_or(""), *subject, "{event}");
        assert!(event["reason"].as_str().unwrap().contains(reason), "{event}");
        // What failed here is an incident, by the id that the client has; all else is a request.
        let ours = answer.status >= 500;
        let told = if ours { &answer.json()["incident_id"] } else { &answer.json()["request_id"] };
        let (has, lacks) = if ours { ("incident_id", "request_id") } else { ("request_id", "incident_id") };
        assert_eq!(&event[has], told, "{event}");
        assert!(event.get(lacks).is_none(), "{event}");
        assert_eq!(event["level"] == "ERROR", ours, "{event}");
    }
}

/// An error with two causes, of which the middle one does not repeat the last.
#[derive(Debug)]
struct Outer(Middle);
#[derive(Debug)]
struct Middle(std::io::Error);

impl std::fmt::Display for Outer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the outermost")
    }
}
impl std::fmt::Display for Middle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the middle")
    }
}
impl std::error::Error for Outer {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}
impl std::error::Error for Middle {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

#[secure_route(get = "/chain", public)]
async fn chain() -> Result<NoContent, Problem> {
    Err(Outer(Middle(std::io::Error::other("the innermost"))))?;
    Ok(NoContent)
}

#[tokio::test]
async fn an_incident_has_its_whole_chain_of_causes() {
    let (log, _guard) = Captured::json();
    let app = App::new(Environment::Development).client_ip(ClientIpSource::socket()).mount(routes![chain]);
    let server = Server::start(app).await;
    let answer = server.get("/chain", "").await;
    answer.assert_problem(500);
    let event = one(&log, &answer);
    assert_eq!(event["incident_id"], answer.json()["incident_id"]);
    assert_eq!(event["reason"], "internal error: the outermost: the middle: the innermost");
}

#[secure_route(get = "/five", public, rate = "5/min")]
async fn five() -> NoContent {
    NoContent
}

#[secure_route(post = "/exports", authenticated, audit = "export_begun")]
async fn export(audit: Audit, caller: Principal) -> NoContent {
    let _ = caller.subject();
    audit.note(event!("report.exported", rows = 3_i64, whole = true));
    NoContent
}

#[tokio::test]
async fn quotas_audits_and_events_of_the_app() {
    let (log, _guard) = Captured::json();
    let database = portcullis_tests::database(Engine::Sqlite).await;
    let server = Server::start(shop::app(database).issuer(issuer()).mount(routes![five, export])).await;
    for _ in 0..5 {
        assert_eq!(server.get("/five", "").await.status, 204);
    }
    let refused = one(&log, &server.get("/five", "").await);
    assert_eq!(refused["event"], "excess_rate_limit_exceeded");
    assert!(refused["reason"].as_str().unwrap().contains("5/min by ip"), "{refused}");

    let answer = server.post("/exports", &token(7, &[Admin]), json!({})).await;
    assert_eq!(answer.status, 204);
    let [exported, begun] = of(&log, &answer).try_into().unwrap();
    assert_eq!(
        (&exported["event"], &exported["about"]),
        (&json!("report.exported"), &json!("rows=3 whole=true"))
    );
    assert_eq!((&begun["event"], &begun["status"]), (&json!("export_begun"), &json!(204)));
    for event in [exported, begun] {
        assert_eq!(event["subject"], "7");
        assert_eq!(event["outcome"], "success");
        assert_eq!(event["route"], "export");
    }
    // What is refused has no event of success.
    let refused = server.post("/exports", "", json!({})).await;
    assert_eq!(one(&log, &refused)["event"], "authz_fail");
}

#[tokio::test]
async fn the_start_and_the_end_are_events() {
    let (log, _guard) = Captured::json();
    let app = App::new(Environment::Development).client_ip(ClientIpSource::socket()).mount(routes![five]);
    let ready = app.build().await.unwrap();
    assert_eq!(log.named("sys_startup").len(), 1);
    assert_eq!(log.named("sys_startup")[0]["about"], "routes=1");
    assert_eq!(log.named("sys_shutdown").len(), 0);
    drop(ready);
    assert_eq!(log.named("sys_shutdown").len(), 1);
    assert_eq!(log.named("sys_crash").len(), 0);
}
