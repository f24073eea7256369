//! The detectors: each fires at its threshold, once, and not below it.

use portcullis::prelude::*;
use portcullis_tests::capture::Captured;
use portcullis_tests::shop::Role::Customer;
use portcullis_tests::{Answer, Engine, Server, issuer, shop, token};
use reqwest::Method;
use serde_json::json;

use super::accounts::{PASSWORD, house};

async fn login(server: &Server, from: &str, name: &str, password: &str) -> Answer {
    let request = server.request(Method::POST, "/auth/login").header("x-forwarded-for", from);
    Server::answer(request.json(&json!({ "name": name, "password": password }))).await
}

/// The bursts of sign-ins that were told of, by reason.
fn bursts(log: &Captured, reason: &str) -> usize {
    log.named("authn_login_fail_max").iter().filter(|event| event["reason"] == reason).count()
}

const BY_NAME: &str = "many failures at one name";
const BY_NETWORK: &str = "many failures from one network";

#[tokio::test]
async fn failures_at_one_account_whoever_makes_them() {
    let (log, _guard) = Captured::json();
    let (server, _) = house().await;
    server.post("/auth/register", "", json!({ "name": "alice", "password": PASSWORD })).await;
    // From everywhere, and written in several ways.
    for attempt in 0..9 {
        let name = if attempt % 2 == 0 { "alice" } else { "ALICE" };
        login(&server, &format!("10.{attempt}.0.1"), name, "a guess").await.assert_problem(401);
    }
    assert_eq!(bursts(&log, BY_NAME), 0, "below the threshold");
    // Success neither counts nor clears.
    assert_eq!(login(&server, "10.99.0.1", "alice", PASSWORD).await.status, 200);
    assert_eq!(bursts(&log, BY_NAME), 0);
    login(&server, "10.9.0.1", "alice", "a guess").await.assert_problem(401);
    assert_eq!(bursts(&log, BY_NAME), 1, "at the threshold");
    for attempt in 10..30 {
        login(&server, &format!("10.{attempt}.0.1"), "alice", "a guess").await.assert_problem(401);
    }
    assert_eq!(bursts(&log, BY_NAME), 1, "one for the burst");
    assert!(log.named("authn_login_fail_max")[0]["account"].is_string());
    // A name that has no account is watched alike, and not told.
    for attempt in 0..20 {
        login(&server, &format!("10.{attempt}.1.1"), "ghost", "a guess").await.assert_problem(401);
    }
    assert_eq!(bursts(&log, BY_NAME), 2);
    assert!(!log.text().contains("ghost"));
    assert_eq!(bursts(&log, BY_NETWORK), 0);
}

#[tokio::test]
async fn failures_from_one_network_at_whatever_names() {
    let (log, _guard) = Captured::json();
    let (server, _) = house().await;
    let spray = |count: usize, from: fn(usize) -> String| {
        let server = &server;
        async move {
            for attempt in 0..count {
                login(server, &from(attempt), &format!("user{attempt}"), "Summer2026!")
                    .await
                    .assert_problem(401);
            }
        }
    };
    spray(49, |attempt| format!("203.0.113.{attempt}")).await;
    assert_eq!(bursts(&log, BY_NETWORK), 0, "below the threshold");
    spray(1, |_| "203.0.114.1".to_owned()).await;
    assert_eq!(bursts(&log, BY_NETWORK), 0, "another /24");
    spray(20, |attempt| format!("203.0.113.{}", 100 + attempt)).await;
    assert_eq!(bursts(&log, BY_NETWORK), 1, "one for the burst");
    // A /64 is one subscriber's.
    spray(49, |attempt| format!("2001:db8:1:2::{attempt:x}")).await;
    spray(49, |attempt| format!("2001:db8:1:3::{attempt:x}")).await;
    assert_eq!(bursts(&log, BY_NETWORK), 1);
    spray(5, |attempt| format!("2001:db8:1:2:ffff::{attempt:x}")).await;
    assert_eq!(bursts(&log, BY_NETWORK), 2);
}

#[tokio::test]
async fn refusals_of_one_caller() {
    let (log, _guard) = Captured::json();
    let server = Server::shop(Engine::Sqlite).await;
    let (mallory, alice) = (token(9, &[Customer]), token(1, &[Customer]));
    // Trying out ids, and routes of others' roles.
    for id in 0..18 {
        server.get(&format!("/orders/{}", 1_000 + id), &mallory).await.assert_problem(404);
    }
    server.get("/reports", &mallory).await.assert_problem(403);
    // What is no refusal for want of a right, and what others are refused.
    for _ in 0..30 {
        assert_eq!(server.get("/me", &mallory).await.status, 200);
        server.get("/orders/%FF", &mallory).await.assert_problem(400);
        server.get("/reports", "").await.assert_problem(401);
    }
    for _ in 0..19 {
        server.get("/reports", &alice).await.assert_problem(403);
    }
    assert_eq!(log.named("authz_fail_max").len(), 0, "below the threshold");
    server.get("/hidden", &mallory).await.assert_problem(404);
    let told = log.named("authz_fail_max");
    assert_eq!(told.len(), 1, "at the threshold");
    assert_eq!(told[0]["subject"], "9");
    for _ in 0..40 {
        server.get("/reports", &mallory).await.assert_problem(403);
    }
    assert_eq!(log.named("authz_fail_max").len(), 1, "one for the burst");
}

#[tokio::test]
async fn a_network_that_a_caller_was_not_seen_in() {
    let (log, _guard) = Captured::json();
    let database = portcullis_tests::database(Engine::Sqlite).await;
    let app = App::new(Environment::Development)
        .client_ip(ClientIpSource::x_forwarded_for("127.0.0.0/8").unwrap())
        .default_quota(1_000_000, Per::Minute)
        .roles::<shop::Role>()
        .database(database)
        .issuer(issuer())
        .mount(routes![here]);
    let server = Server::start(app).await;
    let call = |subject: i64, from: &'static str, fresh: bool| {
        let roles: &[shop::Role] = if fresh { &[Customer] } else { &[] };
        let request = server.request(Method::GET, "/here").header("x-forwarded-for", from);
        let request = request.bearer_auth(token(subject, roles));
        async move {
            assert_eq!(Server::answer(request).await.status, 204);
        }
    };
    call(1, "192.0.2.1", false).await;
    call(1, "192.0.2.200", false).await;
    assert_eq!(
        log.named("authn_new_network").len(),
        0,
        "where a caller is first seen is where they are known from"
    );
    call(1, "198.51.100.7", false).await;
    let told = log.named("authn_new_network");
    assert_eq!(told.len(), 1);
    assert_eq!((&told[0]["subject"], &told[0]["client"]), (&json!("1"), &json!("198.51.100.7")));
    for _ in 0..10 {
        call(1, "192.0.2.1", false).await;
        call(1, "198.51.100.8", false).await;
        // Another token of the same caller is the same caller.
        call(1, "198.51.100.8", true).await;
    }
    assert_eq!(log.named("authn_new_network").len(), 1);
    call(2, "203.0.113.1", false).await;
    assert_eq!(log.named("authn_new_network").len(), 1, "another caller");
    call(1, "2001:db8::1", true).await;
    assert_eq!(log.named("authn_new_network").len(), 2);
}

#[secure_route(get = "/here", authenticated)]
async fn here() -> NoContent {
    NoContent
}
