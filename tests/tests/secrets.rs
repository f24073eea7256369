//! Secrets come in, are compared, and are kept as hashes: nothing of them is in a log, an answer or the database.

use portcullis::prelude::*;
use portcullis_tests::{Engine, Server, issuer, log, on_both, token};
use serde_json::json;

on_both!(
    a_token_is_kept_as_its_hash,
    a_hash_may_be_absent,
    secrets_are_compared_with_each_other,
    a_faulty_secret_is_not_told,
);

/// What stands in the table after a key was kept is its SHA-256 and nothing else: the table takes nothing else.
const TABLES: &str = "CREATE TABLE integrations (
    id BIGINT PRIMARY KEY, user_id BIGINT NOT NULL, name TEXT NOT NULL, old_key_hash TEXT,
    api_key TEXT NOT NULL CHECK (api_key IN ('none', '839a83555d6dd5dddae60bb11c52fc2402c9e4a000896f59f63027546bd88127'))
);
INSERT INTO integrations VALUES (1, 7, 'till', NULL, 'none');";

const KEY: &str = "a-key-that-is-in-no-log-0123456789";
const HASH: &str = "839a83555d6dd5dddae60bb11c52fc2402c9e4a000896f59f63027546bd88127";

#[derive(Resource, Expose)]
#[resource(table = "integrations", owner = "user_id")]
struct Integration {
    id: i64,
    user_id: i64,
    name: String,
    #[expose(never)]
    api_key: TokenHash,
    #[expose(never)]
    old_key_hash: Option<TokenHash>,
}

#[secure_input]
#[derive(Debug)]
struct Key {
    #[validate(length(min = 32, max = 128))]
    api_key: Secret<String>,
}

#[derive(Change)]
#[change(patches = Integration)]
struct KeyKept {
    api_key: TokenHash,
    old_key_hash: Option<TokenHash>,
}

#[derive(Expose)]
struct Matches {
    now: bool,
    before: bool,
}

#[secure_route(put = "/integrations/{id}/key", authenticated, owns = "integration.user_id")]
async fn keep(
    mut integration: OwnedMut<Integration>,
    key: Valid<Json<Key>>,
) -> Result<Json<Integration>, Problem> {
    tracing::info!(key = ?*key, row = ?integration.api_key, "a key is kept");
    let (api_key, old_key_hash) = (TokenHash::of(&key.api_key), None);
    integration.update(&KeyKept { api_key, old_key_hash }).await?;
    Ok(integration.into_reply())
}

#[secure_route(post = "/integrations/{id}/check", authenticated, owns = "integration.user_id")]
async fn check(integration: Owned<Integration>, key: Valid<Json<Key>>) -> Json<Matches> {
    let before = integration.old_key_hash.as_ref();
    Json(Matches {
        now: integration.api_key.matches(&key.api_key),
        before: before.is_some_and(|hash| hash.matches(&key.api_key)),
    })
}

#[secure_input]
struct NewPassword {
    #[validate(length(max = 128), must_match(other = password_again))]
    password: Secret<String>,
    #[validate(length(max = 128))]
    password_again: Secret<String>,
}

#[secure_route(post = "/passwords", public, rate = "100/min by ip")]
async fn password(_input: Valid<Json<NewPassword>>) -> NoContent {
    NoContent
}

async fn served(engine: Engine) -> Server {
    log::keep();
    let database = Database::connect(&engine.url().await).await.unwrap();
    database.run_script(TABLES).await.unwrap();
    let app = App::new(Environment::Development).database(database).issuer(issuer());
    Server::start(app.mount(routes![keep, check, password])).await
}

async fn a_token_is_kept_as_its_hash(engine: Engine) {
    let (server, alice) = (served(engine).await, token(7, &[]));
    let stored =
        server.send(Method::PUT, "/integrations/1/key", &alice, Some(json!({ "api_key": KEY }))).await;
    assert_eq!(stored.json(), json!({ "id": 1, "user_id": 7, "name": "till" }), "{stored:?}");
    let check =
        async |key: &str| server.post("/integrations/1/check", &alice, json!({ "api_key": key })).await;
    assert_eq!(check(KEY).await.json(), json!({ "now": true, "before": false }));
    assert_eq!(check(&KEY.to_uppercase()).await.json()["now"], false);
    // The hash itself is no key.
    assert_eq!(check(HASH).await.json()["now"], false);
    assert!(log::lines_with(KEY).is_empty() && log::lines_with(HASH).is_empty());
    assert!(!log::lines_with("Key { api_key: Secret(…) }").is_empty());
}

async fn a_hash_may_be_absent(engine: Engine) {
    let (server, alice) = (served(engine).await, token(7, &[]));
    let answer = server.post("/integrations/1/check", &alice, json!({ "api_key": KEY })).await;
    assert_eq!(answer.json(), json!({ "now": false, "before": false }));
}

async fn secrets_are_compared_with_each_other(engine: Engine) {
    let server = served(engine).await;
    let send = async |one: &str, other: &str| {
        server.post("/passwords", "", json!({ "password": one, "password_again": other })).await
    };
    assert_eq!(send("correct horse", "correct horse").await.status, 204);
    let answer = send("correct horse", "correct hoarse").await;
    assert_eq!(
        answer.assert_problem(422).json()["errors"],
        json!([{ "field": "password", "rule": "must_match" }])
    );
}

async fn a_faulty_secret_is_not_told(engine: Engine) {
    let (server, alice) = (served(engine).await, token(7, &[]));
    for faulty in
        [json!("hunter2hunter2"), json!(["hunter2hunter2"]), json!("hunter2hunter2\0hunter2hunter2hunter2")]
    {
        let answer = server.post("/integrations/1/check", &alice, json!({ "api_key": faulty })).await;
        assert!(!answer.assert_problem(422).text.contains("hunter2"), "{answer:?}");
    }
    assert!(log::lines_with("hunter2hunter2").is_empty());
}
