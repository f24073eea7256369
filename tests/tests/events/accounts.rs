//! Accounts: each authentication is an event, success or not, of the account that it is about.

use portcullis::identity::{self, AccountRoute, Accounts, Issuer, KeyRing};
use portcullis::prelude::*;
use portcullis::{Quota, QuotaKey};
use portcullis_tests::capture::Captured;
use portcullis_tests::shop::Role;
use portcullis_tests::{Engine, Server};
use reqwest::Method;
use serde_json::{Value, json};

pub(crate) const PASSWORD: &str = "violet-kettle-arrives-41";
const ANOTHER: &str = "quartz.Penguin/oblique 7";
const MANY: &[Quota] = &[Quota { limit: 1_000_000, seconds: 60, keys: &[QuotaKey::Ip] }];

/// An app with accounts, whose clients say where they come from.
pub(crate) async fn house() -> (Server, Accounts) {
    let database = Database::connect(&Engine::Sqlite.url().await).await.unwrap();
    let issuer = Issuer::own("https://accounts.test", "shop", KeyRing::ephemeral());
    let accounts = Accounts::on(&database, issuer).free_guesses(1_000_000).build().unwrap();
    accounts.migrate().await.unwrap();
    let routes = identity::routes().administered_by(Role::Admin);
    let routes =
        [AccountRoute::Login, AccountRoute::Register, AccountRoute::Refresh, AccountRoute::ChangePassword]
            .into_iter()
            .fold(routes, |routes, route| routes.quotas(route, MANY));
    let app = App::new(Environment::Development)
        .client_ip(ClientIpSource::x_forwarded_for("127.0.0.0/8").unwrap())
        .failed_credentials(1_000_000)
        .default_quota(1_000_000, Per::Minute)
        .roles::<Role>()
        .database(database)
        .accounts(accounts.clone())
        .mount(routes);
    (Server::start(app).await, accounts)
}

fn names(log: &Captured, skip: usize) -> Vec<String> {
    log.events().iter().skip(skip).map(|event| event["event"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_life_of_an_account() {
    let (log, _guard) = Captured::json();
    let (server, accounts) = house().await;
    let mut seen = log.events().len();
    let mut told = |expected: &[&str]| {
        assert_eq!(names(&log, seen), expected, "{}", log.text());
        seen = log.events().len();
    };
    let credentials = |name: &str, password: &str| json!({ "name": name, "password": password });
    let text = |body: &Value, member: &str| body[member].as_str().unwrap().to_owned();
    server.post("/auth/register", "", credentials("alice", PASSWORD)).await;
    told(&["user_created"]);
    server.post("/auth/register", "", credentials("alice", PASSWORD)).await;
    told(&["user_create_fail"]);
    server.post("/auth/login", "", credentials("alice", ANOTHER)).await.assert_problem(401);
    told(&["authn_login_fail"]);
    server.post("/auth/login", "", credentials("nobody", ANOTHER)).await.assert_problem(401);
    told(&["authn_login_fail"]);
    let tokens = server.post("/auth/login", "", credentials("alice", PASSWORD)).await.json();
    told(&["session_created", "authn_token_created", "authn_login_success"]);
    let renewed =
        server.post("/auth/refresh", "", json!({ "refresh_token": text(&tokens, "refresh_token") })).await;
    told(&["session_renewed", "authn_token_created"]);
    let renewed = renewed.json();
    server
        .post("/auth/refresh", "", json!({ "refresh_token": text(&tokens, "refresh_token") }))
        .await
        .assert_problem(401);
    told(&["authn_token_fail"]);
    server.post("/auth/refresh", "", json!({ "refresh_token": "never made" })).await.assert_problem(401);
    told(&["authn_token_fail"]);
    let access = text(&renewed, "access_token");
    let wrong = json!({ "current_password": "wrong", "password": ANOTHER });
    server.post("/auth/password", &access, wrong).await.assert_problem(403);
    told(&["authn_password_change_fail", "request_refused"]);
    let right = json!({ "current_password": PASSWORD, "password": ANOTHER });
    let changed = server.post("/auth/password", &access, right).await.json();
    told(&["authn_password_change", "session_created", "authn_token_created"]);
    // The token of before.
    server.get("/auth/sessions", &access).await.assert_problem(401);
    told(&["session_use_after_expire"]);
    let access = text(&changed, "access_token");
    assert_eq!(server.post("/auth/logout", &access, json!({})).await.status, 204);
    told(&["authn_token_revoked"]);

    let password = portcullis::testing::password(PASSWORD);
    accounts.create("root", &password, None, [Role::Admin]).await.unwrap().unwrap();
    told(&["user_created"]);
    let root = server.post("/auth/login", "", credentials("root", PASSWORD)).await.json();
    told(&["session_created", "authn_token_created", "authn_login_success"]);
    let root = text(&root, "access_token");
    let alice = text(&server.get("/auth/accounts?name=alice", &root).await.json(), "id");
    let on = |what: &str| format!("/auth/accounts/{alice}{what}");
    server.send(Method::PUT, &on("/roles"), &root, Some(json!({ "roles": ["customer"] }))).await;
    told(&["authz_change"]);
    server.post(&on("/disable"), &root, json!({})).await;
    told(&["user_updated"]);
    server.post("/auth/login", "", credentials("alice", ANOTHER)).await.assert_problem(401);
    told(&["authn_login_fail"]);
    server.post(&on("/enable"), &root, json!({})).await;
    server.send(Method::DELETE, &on(""), &root, None).await;
    told(&["user_updated", "user_deleted"]);

    // Who did it, and whose account it was.
    let deleted = &log.named("user_deleted")[0];
    assert_eq!((&deleted["account"], &deleted["route"]), (&json!(alice), &json!("remove_account")));
    assert_ne!(deleted["subject"], json!(alice));
    let reasons: Vec<(Value, Value)> = log
        .named("authn_login_fail")
        .into_iter()
        .map(|event| (event["account"].clone(), event["reason"].clone()))
        .collect();
    assert_eq!(
        reasons,
        [
            (json!(alice), json!("another password")),
            (Value::Null, json!("no account has the name")),
            (json!(alice), json!("the account is disabled")),
        ]
    );
    assert!(log.named("authn_login_success").iter().all(|event| event["account"].is_string()));
    let text = log.text();
    assert!(!text.contains("nobody") && !text.contains(PASSWORD) && !text.contains(ANOTHER), "{text}");
}
