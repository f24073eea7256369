//! Refresh tokens: one use each, and whoever uses one again later ends the session.

use std::sync::Arc;

use portcullis_tests::{Engine, log, on_both};
use serde_json::json;
use tokio::task::JoinSet;

use super::{House, PASSWORD, Tokens};

on_both!(
    a_lost_reply_ends_nothing,
    a_late_second_use_ends_the_session,
    an_earlier_token_ends_the_session_too,
    of_many_at_once_one_wins,
    what_was_never_made_gets_one_answer,
    tokens_expire,
    clock_steps_open_nothing,
    only_hashes_are_kept
);

async fn age_rotations(house: &House, seconds: i64) {
    let earlier =
        format!("UPDATE portcullis_refresh_tokens SET rotated_at = rotated_at - {}", seconds * 1_000);
    house.run(&earlier).await;
}

async fn a_lost_reply_ends_nothing(engine: Engine) {
    let house = House::open(engine).await;
    let first = house.newcomer("alice").await;
    let second = Tokens::of(&house.refresh(&first.refresh).await);
    house.refresh(&first.refresh).await.assert_problem(401);
    age_rotations(&house, 8).await;
    house.refresh(&first.refresh).await.assert_problem(401);
    assert_eq!(house.whoami(&second).await.status, 200);
    assert_eq!(house.refresh(&second.refresh).await.status, 200);
}

async fn a_late_second_use_ends_the_session(engine: Engine) {
    log::keep();
    let house = House::open(engine).await;
    let (first, elsewhere) =
        (house.newcomer("alice").await, Tokens::of(&house.login("alice", PASSWORD).await));
    let second = Tokens::of(&house.refresh(&first.refresh).await);
    assert_eq!(house.whoami(&second).await.status, 200);
    age_rotations(&house, 11).await;
    house.refresh(&first.refresh).await.assert_problem(401);
    house.whoami(&second).await.assert_problem(401);
    house.whoami(&first).await.assert_problem(401);
    house.refresh(&second.refresh).await.assert_problem(401);
    // The family alone.
    assert_eq!(house.whoami(&elsewhere).await.status, 200);
    assert!(!log::lines_with("authn_token_reuse").is_empty());
    for secret in [&first.refresh, &second.refresh, &first.access] {
        assert_eq!(log::lines_with(secret), Vec::<String>::new());
    }
}

async fn an_earlier_token_ends_the_session_too(engine: Engine) {
    let house = House::open(engine).await;
    let first = house.newcomer("alice").await;
    let mut last = first.clone();
    for _ in 0..5 {
        last = Tokens::of(&house.refresh(&last.refresh).await);
    }
    age_rotations(&house, 11).await;
    house.refresh(&first.refresh).await.assert_problem(401);
    house.refresh(&last.refresh).await.assert_problem(401);
}

async fn of_many_at_once_one_wins(engine: Engine) {
    let house = Arc::new(House::open(engine).await);
    let mut tokens = house.newcomer("alice").await;
    for _ in 0..5 {
        let mut uses = JoinSet::new();
        for _ in 0..16 {
            let (house, refresh) = (Arc::clone(&house), tokens.refresh.clone());
            uses.spawn(async move { house.refresh(&refresh).await });
        }
        let answers = uses.join_all().await;
        let won: Vec<_> = answers.iter().filter(|answer| answer.status == 200).collect();
        assert_eq!(won.len(), 1, "{answers:?}");
        assert!(answers.iter().all(|answer| matches!(answer.status, 200 | 401)), "{answers:?}");
        tokens = Tokens::of(won[0]);
        assert_eq!(house.whoami(&tokens).await.status, 200);
    }
}

async fn what_was_never_made_gets_one_answer(engine: Engine) {
    let house = House::open(engine).await;
    let alice = house.newcomer("alice").await;
    let absent = "A".repeat(43);
    let said = house.refresh(&absent).await.assert_problem(401).comparable();
    let cut = &alice.refresh[..42];
    let longer = format!("{}A", alice.refresh);
    let swapped: String = alice.refresh.chars().rev().collect();
    let padded = format!("{}=", alice.refresh);
    for token in [
        "",
        "x",
        cut,
        &longer,
        &swapped,
        &padded,
        "' OR 1=1 --",
        "\0",
        "ü".repeat(43).as_str(),
        &"A".repeat(500),
    ] {
        assert_eq!(house.refresh(token).await.assert_problem(401).comparable(), said, "{token}");
    }
    for body in [
        json!({}),
        json!({ "refresh_token": null }),
        json!({ "refresh_token": 7 }),
        json!({ "refresh_token": ["a"] }),
        json!([]),
    ] {
        house.post("/auth/refresh", "", body).await.assert_problem(422);
    }
    house.refresh(&"A".repeat(4_000)).await.assert_problem(413);
    assert_eq!(house.refresh(&alice.refresh).await.status, 200);
}

async fn tokens_expire(engine: Engine) {
    let house = House::open(engine).await;
    let alice = house.newcomer("alice").await;
    house.run("UPDATE portcullis_refresh_tokens SET expires_at = expires_at - 604801").await;
    house.refresh(&alice.refresh).await.assert_problem(401);
    // An expired token that is used ends nothing.
    assert_eq!(house.whoami(&alice).await.status, 200);
    let bob = house.newcomer("bob").await;
    assert_eq!(house.whoami(&bob).await.status, 200);
    house.run("UPDATE portcullis_sessions SET ends_at = created_at").await;
    tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
    house.refresh(&bob.refresh).await.assert_problem(401);
    house.whoami(&bob).await.assert_problem(401);
}

async fn clock_steps_open_nothing(engine: Engine) {
    let house = House::open(engine).await;
    let first = house.newcomer("alice").await;
    let second = Tokens::of(&house.refresh(&first.refresh).await);
    // As if the clock had stepped back by an hour since.
    age_rotations(&house, -3_600).await;
    house
        .run("UPDATE portcullis_sessions SET created_at = created_at + 3600, used_at = used_at + 3600")
        .await;
    house.refresh(&first.refresh).await.assert_problem(401);
    assert_eq!(house.refresh(&second.refresh).await.status, 200);
    house.run("UPDATE portcullis_refresh_tokens SET rotated_at = -9223372036854775807 WHERE rotated_at IS NOT NULL").await;
    house.refresh(&first.refresh).await.assert_problem(401);
    assert_eq!(house.number("SELECT count(*) FROM portcullis_sessions").await, 0);
}

async fn only_hashes_are_kept(engine: Engine) {
    let house = House::open(engine).await;
    let alice = house.newcomer("alice").await;
    let kept: Vec<String> =
        sqlx::query_scalar("SELECT hash FROM portcullis_refresh_tokens").fetch_all(&house.sql).await.unwrap();
    assert_eq!(kept.len(), 1);
    // SHA-256 in hexadecimal.
    assert!(kept[0].len() == 64 && kept[0].bytes().all(|digit| digit.is_ascii_hexdigit()), "{kept:?}");
    assert!(!kept[0].contains(&alice.refresh));
    let password: String =
        sqlx::query_scalar("SELECT password FROM portcullis_accounts").fetch_one(&house.sql).await.unwrap();
    assert!(password.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{password}");
    assert_eq!(alice.refresh.len(), 43);
}
