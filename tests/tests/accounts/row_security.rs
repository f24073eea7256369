//! Accounts where PostgreSQL enforces who owns a row too: the sessions are rows like others.

use portcullis::identity::Accounts;
use portcullis::{Database, RowSecurity};
use portcullis_tests::Server;
use portcullis_tests::second_lock::Roles;
use reqwest::Method;
use serde_json::{Value, json};

use super::{ANOTHER, PASSWORD, Tokens, app, issuer};

#[tokio::test]
async fn a_whole_session_under_the_second_lock() {
    let roles = Roles::new().await;
    let owner = Database::connect(&roles.owner).await.unwrap();
    Accounts::migrate_on(&owner).await.unwrap();
    roles.open_tables().await;
    let database = Database::connect(&roles.app).await.unwrap();
    let accounts = Accounts::on(&database, issuer()).build().unwrap();
    let whole = app(database, &accounts).await.row_level_security(RowSecurity::Required);
    whole.migrate_row_security(&owner).await.unwrap();
    let server = Server::start(whole).await;
    let post = async |path: &str, token: &str, body: Value| server.post(path, token, body).await;
    let login = async |name: &str, password: &str| {
        post("/auth/login", "", json!({ "name": name, "password": password })).await
    };
    for name in ["alice", "bob"] {
        let made = post("/auth/register", "", json!({ "name": name, "password": PASSWORD })).await;
        assert_eq!(made.status, 204, "{made:?}");
    }
    let (alice, bob) =
        (Tokens::of(&login("alice", PASSWORD).await), Tokens::of(&login("bob", PASSWORD).await));
    let there = Tokens::of(&login("alice", PASSWORD).await);
    let there = Tokens::of(&post("/auth/refresh", "", json!({ "refresh_token": there.refresh })).await);
    let listed = server.get("/auth/sessions", &alice.access).await.json();
    assert_eq!(listed.as_array().unwrap().len(), 2, "{listed}");
    let other = listed.as_array().unwrap().iter().find(|session| session["current"] == false).unwrap();
    let path = format!("/auth/sessions/{}", other["id"].as_str().unwrap());
    server.send(Method::DELETE, &path, &bob.access, None).await.assert_problem(404);
    assert_eq!(server.get("/whoami", &there.access).await.status, 200);
    assert_eq!(server.send(Method::DELETE, &path, &alice.access, None).await.status, 204);
    server.get("/whoami", &there.access).await.assert_problem(401);
    let change = json!({ "current_password": PASSWORD, "password": ANOTHER });
    let next = Tokens::of(&post("/auth/password", &alice.access, change).await);
    server.get("/whoami", &alice.access).await.assert_problem(401);
    assert_eq!(post("/auth/logout", &next.access, json!(null)).await.status, 204);
    server.get("/whoami", &next.access).await.assert_problem(401);
    assert_eq!(server.get("/whoami", &bob.access).await.status, 200);
    // Without a caller, the role of the app sees no session.
    use sqlx::Connection as _;
    let mut connection = sqlx::PgConnection::connect(&roles.app).await.unwrap();
    let seen: i64 = sqlx::query_scalar("SELECT count(*) FROM portcullis_sessions")
        .fetch_one(&mut connection)
        .await
        .unwrap();
    assert_eq!(seen, 0);
}

#[tokio::test]
async fn an_app_without_the_tables_of_its_accounts_does_not_start() {
    let database = Database::connect(&portcullis_tests::Engine::Postgres.url().await).await.unwrap();
    let accounts = Accounts::on(&database, issuer()).build().unwrap();
    let app = portcullis::App::new(portcullis::Environment::Development)
        .client_ip(portcullis::ClientIpSource::socket())
        .database(database)
        .accounts(accounts);
    let faults = app.build().await.unwrap_err();
    assert!(faults.faults().iter().any(|fault| fault.contains("accounts.migrate()")), "{faults}");
    // A route of accounts in an app that has none.
    let app = portcullis::App::new(portcullis::Environment::Development)
        .client_ip(portcullis::ClientIpSource::socket())
        .mount(portcullis::identity::routes());
    let faults = app.build().await.unwrap_err();
    assert!(faults.faults().iter().any(|fault| fault.contains("takes the service")), "{faults}");
}
