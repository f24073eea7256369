//! Sessions: what ends them ends their access tokens at the next request.

use portcullis_tests::{Engine, on_both};
use reqwest::Method;
use serde_json::json;

use super::{ANOTHER, House, PASSWORD, Tokens};

on_both!(
    a_whole_session,
    signing_out_kills_the_access_token,
    signing_out_everywhere_kills_every_token,
    a_new_password_ends_the_other_sessions,
    sessions_are_listed_and_ended_one_by_one,
    nobody_ends_anothers_session,
    a_disabled_account_is_out_at_once_and_stays_out,
    roles_are_obeyed_at_the_next_request,
    a_deleted_account_is_gone_and_its_number_is_not_given_again,
    admins_reach_their_own_organisation_alone,
    a_restart_loses_nothing,
    another_process_is_obeyed,
    processes_tell_each_other,
    an_account_has_so_many_sessions_and_no_more
);

async fn a_whole_session(engine: Engine) {
    let house = House::open(engine).await;
    let alice = house.newcomer("alice@example.com").await;
    assert_eq!(house.subject(&alice).await, "1");
    let again = Tokens::of(&house.refresh(&alice.refresh).await);
    assert_eq!(house.subject(&again).await, "1");
    assert!(again.access != alice.access && again.refresh != alice.refresh);
    // Self-contained until it expires: trading the refresh token does not kill the access token of the same session.
    assert_eq!(house.whoami(&alice).await.status, 200);
    // A refresh token is no access token, nor the other way round.
    house.server.get("/whoami", &again.refresh).await.assert_problem(401);
    house.refresh(&again.access).await.assert_problem(401);
}

async fn signing_out_kills_the_access_token(engine: Engine) {
    let house = House::open(engine).await;
    let here = house.newcomer("alice").await;
    let there = Tokens::of(&house.login("alice", PASSWORD).await);
    // Both are remembered.
    assert_eq!((house.whoami(&here).await.status, house.whoami(&there).await.status), (200, 200));
    let left = house.post("/auth/logout", &here.access, json!(null)).await;
    assert_eq!((left.status, left.header("clear-site-data")), (204, r#""cache","cookies","storage""#));
    assert!(house.whoami(&there).await.header("clear-site-data").is_empty(), "only who leaves forgets");
    house.whoami(&here).await.assert_problem(401);
    house.refresh(&here.refresh).await.assert_problem(401);
    assert_eq!(house.whoami(&there).await.status, 200);
    assert_eq!(house.refresh(&there.refresh).await.status, 200);
}

async fn signing_out_everywhere_kills_every_token(engine: Engine) {
    let house = House::open(engine).await;
    let here = house.newcomer("alice").await;
    let there = Tokens::of(&house.login("alice", PASSWORD).await);
    let bob = house.newcomer("bob").await;
    for tokens in [&here, &there, &bob] {
        assert_eq!(house.whoami(tokens).await.status, 200);
    }
    assert_eq!(house.post("/auth/logout-everywhere", &here.access, json!(null)).await.status, 204);
    for tokens in [&here, &there] {
        house.whoami(tokens).await.assert_problem(401);
        house.refresh(&tokens.refresh).await.assert_problem(401);
    }
    assert_eq!(house.whoami(&bob).await.status, 200);
    assert_eq!(house.number("SELECT count(*) FROM portcullis_sessions").await, 1);
}

async fn a_new_password_ends_the_other_sessions(engine: Engine) {
    let house = House::open(engine).await;
    let here = house.newcomer("alice").await;
    let there = Tokens::of(&house.login("alice", PASSWORD).await);
    assert_eq!(house.whoami(&there).await.status, 200);
    let change = |current: &str, password: &str| json!({ "current_password": current, "password": password });
    let wrong = house.post("/auth/password", &here.access, change(ANOTHER, ANOTHER)).await;
    wrong.assert_problem(403);
    assert_eq!(house.whoami(&there).await.status, 200);
    let weak = house.post("/auth/password", &here.access, change(PASSWORD, "passwordpassword")).await;
    weak.assert_problem(422);
    let next = Tokens::of(&house.post("/auth/password", &here.access, change(PASSWORD, ANOTHER)).await);
    for tokens in [&here, &there] {
        house.whoami(tokens).await.assert_problem(401);
        house.refresh(&tokens.refresh).await.assert_problem(401);
    }
    assert_eq!(house.whoami(&next).await.status, 200);
    assert_eq!(house.refresh(&next.refresh).await.status, 200);
    house.login("alice", PASSWORD).await.assert_problem(401);
    assert_eq!(house.login("alice", ANOTHER).await.status, 200);
}

async fn sessions_are_listed_and_ended_one_by_one(engine: Engine) {
    let house = House::open(engine).await;
    let here = house.newcomer("alice").await;
    let there = Tokens::of(&house.login("alice", PASSWORD).await);
    house.newcomer("bob").await;
    assert_eq!(house.whoami(&there).await.status, 200);
    let listed = house.server.get("/auth/sessions", &here.access).await.json();
    let listed = listed.as_array().unwrap();
    assert_eq!(listed.len(), 2, "{listed:?}");
    assert_eq!(listed.iter().filter(|session| session["current"] == true).count(), 1);
    let other = listed.iter().find(|session| session["current"] == false).unwrap();
    assert_eq!(other.as_object().unwrap().len(), 5, "{other}");
    let path = format!("/auth/sessions/{}", other["id"].as_str().unwrap());
    assert_eq!(house.server.send(Method::DELETE, &path, &here.access, None).await.status, 204);
    house.whoami(&there).await.assert_problem(401);
    house.refresh(&there.refresh).await.assert_problem(401);
    assert_eq!(house.whoami(&here).await.status, 200);
    house.server.send(Method::DELETE, &path, &here.access, None).await.assert_problem(404);
}

async fn nobody_ends_anothers_session(engine: Engine) {
    let house = House::open(engine).await;
    let alice = house.newcomer("alice").await;
    let bob = house.newcomer("bob").await;
    let listed = house.server.get("/auth/sessions", &alice.access).await.json();
    let path = format!("/auth/sessions/{}", listed[0]["id"].as_str().unwrap());
    let refused = house.server.send(Method::DELETE, &path, &bob.access, None).await;
    let absent = format!("/auth/sessions/{:032x}", 1);
    let absent = house.server.send(Method::DELETE, &absent, &bob.access, None).await;
    assert_eq!(refused.assert_problem(404).comparable(), absent.assert_problem(404).comparable());
    assert_eq!(house.whoami(&alice).await.status, 200);
}

async fn a_disabled_account_is_out_at_once_and_stays_out(engine: Engine) {
    let house = House::open(engine).await;
    let (alice, admin) = (house.newcomer("alice").await, house.admin().await);
    let id = house.subject(&alice).await;
    let act = |what: &str| format!("/auth/accounts/{id}/{what}");
    house.post(&act("disable"), &alice.access, json!(null)).await.assert_problem(403);
    assert_eq!(house.post(&act("disable"), &admin.access, json!(null)).await.status, 204);
    house.whoami(&alice).await.assert_problem(401);
    house.refresh(&alice.refresh).await.assert_problem(401);
    let disabled = house.login("alice", PASSWORD).await;
    let wrong = house.login("alice", ANOTHER).await;
    assert_eq!(disabled.assert_problem(401).comparable(), wrong.assert_problem(401).comparable());
    assert_eq!(house.post(&act("enable"), &admin.access, json!(null)).await.status, 204);
    // What was dead stays dead.
    house.whoami(&alice).await.assert_problem(401);
    house.refresh(&alice.refresh).await.assert_problem(401);
    assert_eq!(house.login("alice", PASSWORD).await.status, 200);
    // No admin locks themselves out.
    let own = house.subject(&admin).await;
    house
        .post(&format!("/auth/accounts/{own}/disable"), &admin.access, json!(null))
        .await
        .assert_problem(409);
}

async fn roles_are_obeyed_at_the_next_request(engine: Engine) {
    let house = House::open(engine).await;
    let (alice, admin) = (house.newcomer("alice").await, house.admin().await);
    house.server.get("/figures", &alice.access).await.assert_problem(403);
    let found = house.server.get("/auth/accounts?name=ALICE", &admin.access).await.json();
    assert_eq!((&found["roles"], &found["disabled"]), (&json!([]), &json!(false)), "{found}");
    let path = format!("/auth/accounts/{}/roles", found["id"].as_str().unwrap());
    let assign = async |token: &str, roles: &[&str]| {
        house.server.send(Method::PUT, &path, token, Some(json!({ "roles": roles }))).await
    };
    assign(&alice.access, &["admin"]).await.assert_problem(403);
    assign(&admin.access, &["emperor"]).await.assert_problem(422);
    assign(&admin.access, &["admin,support"]).await.assert_problem(422);
    assert_eq!(assign(&admin.access, &["admin"]).await.status, 204);
    // The token of before says other roles, so it is dead; the session is not.
    house.server.get("/figures", &alice.access).await.assert_problem(401);
    let promoted = Tokens::of(&house.refresh(&alice.refresh).await);
    assert_eq!(house.server.get("/figures", &promoted.access).await.status, 200);
    assert_eq!(assign(&admin.access, &[]).await.status, 204);
    house.server.get("/figures", &promoted.access).await.assert_problem(401);
    let demoted = Tokens::of(&house.refresh(&promoted.refresh).await);
    house.server.get("/figures", &demoted.access).await.assert_problem(403);
}

async fn a_deleted_account_is_gone_and_its_number_is_not_given_again(engine: Engine) {
    let house = House::open(engine).await;
    let alice = house.newcomer("alice").await;
    let id = house.subject(&alice).await;
    let wrong = house.post("/auth/account/delete", &alice.access, json!({ "password": ANOTHER })).await;
    wrong.assert_problem(403);
    let gone = house.post("/auth/account/delete", &alice.access, json!({ "password": PASSWORD })).await;
    assert_eq!(gone.status, 204, "{gone:?}");
    house.whoami(&alice).await.assert_problem(401);
    house.refresh(&alice.refresh).await.assert_problem(401);
    house.login("alice", PASSWORD).await.assert_problem(401);
    assert_eq!(house.number("SELECT count(*) FROM portcullis_refresh_tokens").await, 0);
    let next = house.newcomer("alice").await;
    assert!(house.subject(&next).await != id, "the rows of a deleted account are nobody else's");
}

async fn admins_reach_their_own_organisation_alone(engine: Engine) {
    let house = House::open(engine).await;
    let password = portcullis::testing::password(PASSWORD);
    let create = async |name: &str, tenant: Option<&str>, admin: bool| {
        let roles = admin.then_some(portcullis_tests::shop::Role::Admin);
        house.accounts.create(name, &password, tenant, roles).await.unwrap().unwrap()
    };
    create("boss@ten.example", Some("10"), true).await;
    let own = create("clerk@ten.example", Some("10"), false).await;
    let other = create("clerk@twenty.example", Some("20"), false).await;
    let nobodys = create("clerk@none.example", None, false).await;
    let boss = Tokens::of(&house.login("boss@ten.example", PASSWORD).await);
    for (id, status) in [(&own, 204), (&other, 404), (&nobodys, 404)] {
        let path = format!("/auth/accounts/{id}/disable");
        assert_eq!(house.post(&path, &boss.access, json!(null)).await.status, status, "{id}");
    }
    for id in ["0", "-1", "+2", "02", "9223372036854775808", "2%20", "x", "%00"] {
        let path = format!("/auth/accounts/{id}/disable");
        let answer = house.post(&path, &boss.access, json!(null)).await;
        assert!(matches!(answer.status, 404 | 400), "{id} {answer:?}");
    }
    for name in ["clerk@twenty.example", "clerk@none.example", "nobody@ten.example", "%00", "a"] {
        let answer = house.server.get(&format!("/auth/accounts?name={name}"), &boss.access).await;
        assert!(matches!(answer.status, 404 | 422 | 400), "{name} {answer:?}");
    }
    assert_eq!(house.server.get("/auth/accounts?name=clerk@ten.example", &boss.access).await.status, 200);
}

async fn a_restart_loses_nothing(engine: Engine) {
    let house = House::open(engine).await;
    let alice = house.newcomer("alice").await;
    let bob = house.newcomer("bob").await;
    assert_eq!(house.post("/auth/logout", &alice.access, json!(null)).await.status, 204);
    // The same database, and a process that remembers nothing.
    let url = house.url.clone();
    let database = portcullis::Database::connect(&url).await.unwrap();
    let accounts = portcullis::identity::Accounts::on(&database, super::issuer()).build().unwrap();
    let server = portcullis_tests::Server::start(super::app(database, &accounts).await).await;
    let traded = server.post("/auth/refresh", "", json!({ "refresh_token": bob.refresh })).await;
    assert_eq!(server.get("/whoami", &Tokens::of(&traded).access).await.status, 200);
    server.post("/auth/refresh", "", json!({ "refresh_token": alice.refresh })).await.assert_problem(401);
}

async fn another_process_is_obeyed(engine: Engine) {
    let house = House::open(engine).await;
    let alice = house.newcomer("alice").await;
    assert_eq!(house.whoami(&alice).await.status, 200);
    // As another process ends it: in the database alone.
    house.run("DELETE FROM portcullis_sessions").await;
    tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
    house.whoami(&alice).await.assert_problem(401);
    let strict = House::with(engine, |accounts| accounts.believed_for(std::time::Duration::ZERO)).await;
    let alice = strict.newcomer("alice").await;
    assert_eq!(strict.whoami(&alice).await.status, 200);
    strict.run("UPDATE portcullis_accounts SET epoch = epoch + 1").await;
    strict.whoami(&alice).await.assert_problem(401);
}

/// Two processes over one database, each of which believes what it has read for as long as it may.
async fn processes_tell_each_other(engine: Engine) {
    let long = std::time::Duration::from_secs(10);
    let house = House::with(engine, |accounts| accounts.believed_for(long)).await;
    let database = portcullis::Database::connect(&house.url).await.unwrap();
    // Keys are the process's own here, so the other one asks for its own tokens by the same refresh token.
    let accounts =
        portcullis::identity::Accounts::on(&database, super::issuer()).believed_for(long).build().unwrap();
    let other = portcullis_tests::Server::start(super::app(database, &accounts).await).await;
    if engine == Engine::Sqlite {
        // Nobody tells anybody anything: it is the time that counts, which other tests show.
        return;
    }
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    let alice = house.newcomer("alice").await;
    let there = other.post("/auth/refresh", "", json!({ "refresh_token": alice.refresh })).await;
    let there = Tokens::of(&there);
    let signed_in = async || other.get("/whoami", &there.access).await.status;
    assert_eq!((signed_in().await, house.whoami(&alice).await.status), (200, 200));
    // Here a role changes, there it is obeyed; here the session ends, and so it does there.
    house.run("UPDATE portcullis_accounts SET epoch = epoch + 1").await;
    assert_eq!(signed_in().await, 200, "what the database alone was told, it believes for longer");
    house.run("SELECT pg_notify('portcullis_ended', 'a1')").await;
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    assert_eq!(signed_in().await, 401);
    house.run("UPDATE portcullis_accounts SET epoch = epoch - 1").await;
    house.run("SELECT pg_notify('portcullis_ended', 'a1')").await;
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    assert_eq!((signed_in().await, house.whoami(&alice).await.status), (200, 200));
    assert_eq!(house.post("/auth/logout", &alice.access, json!(null)).await.status, 204);
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    assert_eq!(signed_in().await, 401);
}

async fn an_account_has_so_many_sessions_and_no_more(engine: Engine) {
    let house = House::open(engine).await;
    let first = house.newcomer("alice").await;
    assert_eq!(house.whoami(&first).await.status, 200);
    house.run("UPDATE portcullis_sessions SET used_at = used_at - 60, created_at = created_at - 60").await;
    for _ in 0..50 {
        assert_eq!(house.login("alice", PASSWORD).await.status, 200);
    }
    assert_eq!(house.number("SELECT count(*) FROM portcullis_sessions").await, 50);
    house.whoami(&first).await.assert_problem(401);
}
