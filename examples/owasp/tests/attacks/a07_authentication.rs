//! Somebody who is not who they say.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;

use crate::House;

const PASSWORD: &str = "violet-kettle-arrives-41";

#[tokio::test]
async fn a07_authentication_guessing_ends_soon_and_tells_nothing() {
    let house = House::open().await;
    let server = &house.server;
    let login = async |name: &str, password: &str| {
        server.post("/auth/login", "", json!({ "name": name, "password": password })).await
    };
    let registered =
        server.post("/auth/register", "", json!({ "name": "alice", "password": PASSWORD })).await;
    assert_eq!(registered.status, 204);
    let known = login("alice", "a guess").await;
    let unknown = login("nobody", "a guess").await;
    assert_eq!(known.assert_problem(401).comparable(), unknown.assert_problem(401).comparable());
    let weak = json!({ "name": "bob", "password": "password1234" });
    server.post("/auth/register", "", weak).await.assert_problem(422);
    let mut last = known;
    for _ in 0..10 {
        last = login("alice", "another guess").await;
    }
    last.assert_problem(429);
}

#[tokio::test]
async fn a07_authentication_a_token_of_ones_own_is_none_and_one_from_before_is_dead() {
    let house = House::open().await;
    let server = &house.server;
    let input = json!({ "name": "alice", "password": PASSWORD });
    server.post("/auth/register", "", input.clone()).await;
    let tokens = server.post("/auth/login", "", input).await.json();
    let token = tokens["access_token"].as_str().unwrap();
    assert_eq!(server.get("/whoami", token).await.json(), json!({ "subject": "1" }));
    let [head, claims, signature] = token.split('.').collect::<Vec<_>>()[..] else { panic!("{token}") };
    let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
    let read = String::from_utf8(URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap();
    let other = read.replace("\"sub\":\"1\"", "\"sub\":\"2\"");
    assert_ne!(read, other);
    for forged in [
        format!("{}.{claims}.", part(r#"{"alg":"none","typ":"at+jwt"}"#)),
        format!("{head}.{}.{signature}", part(&other)),
        format!("{head}.{claims}."),
        tokens["refresh_token"].as_str().unwrap().to_owned(),
    ] {
        server.get("/whoami", &forged).await.assert_problem(401);
    }
    assert_eq!(server.post("/auth/logout", token, json!(null)).await.status, 204);
    server.get("/whoami", token).await.assert_problem(401);
    let refresh = json!({ "refresh_token": tokens["refresh_token"] });
    server.post("/auth/refresh", "", refresh).await.assert_problem(401);
}
