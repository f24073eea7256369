//! Guessing: alike answers, delays instead of locks, and floods that cost others nothing.

use std::sync::Arc;
use std::time::{Duration, Instant};

use portcullis_tests::shop::Role;
use portcullis_tests::{Answer, Engine, Server, on_both};
use serde_json::json;
use tokio::task::JoinSet;

use super::{ANOTHER, House, PASSWORD, Tokens, issuer};

on_both!(
    every_failure_is_answered_alike,
    registering_tells_nobody_who_is_there,
    failures_delay_and_never_lock,
    a_flood_of_logins_leaves_other_routes_alone
);

/// Everything of an answer that does not differ between any two.
fn told(answer: &Answer) -> (u16, String, Vec<String>) {
    let own = ["date", "x-request-id"];
    let headers = answer.headers.iter().filter(|(name, _)| !own.contains(&name.as_str()));
    let mut headers: Vec<String> = headers.map(|(name, value)| format!("{name}: {value:?}")).collect();
    headers.sort();
    (
        answer.status,
        answer.comparable(),
        headers.into_iter().filter(|line| !line.starts_with("ratelimit:")).collect(),
    )
}

async fn every_failure_is_answered_alike(engine: Engine) {
    let house = House::open(engine).await;
    house.newcomer("alice").await;
    house.newcomer("mallory").await;
    house.run("UPDATE portcullis_accounts SET disabled = TRUE WHERE login = 'mallory'").await;
    house.newcomer("broken").await;
    house.run("UPDATE portcullis_accounts SET password = 'not a hash' WHERE login = 'broken'").await;
    let unknown = told(&house.login("nobody", PASSWORD).await);
    assert_eq!(unknown.0, 401);
    for (name, password) in [
        ("alice", ANOTHER),
        ("alice", "x"),
        ("mallory", PASSWORD),
        ("mallory", ANOTHER),
        ("broken", PASSWORD),
        ("no name at all", PASSWORD),
        ("\u{202e}alice", PASSWORD),
        ("' OR 1=1 --", "' OR 1=1 --"),
    ] {
        assert_eq!(told(&house.login(name, password).await), unknown, "{name:?}");
    }
    // One name, however it is written.
    for name in ["ALICE", "Ａｌｉｃｅ"] {
        assert_eq!(house.login(name, PASSWORD).await.status, 200, "{name}");
    }
    // What looks like it is another.
    house.login("аlice", PASSWORD).await.assert_problem(401);
}

async fn registering_tells_nobody_who_is_there(engine: Engine) {
    let house = House::open(engine).await;
    let alice = house.newcomer("alice@example.com").await;
    let new = told(&house.register("bob@example.com", ANOTHER).await);
    for taken in ["alice@example.com", "ALICE@EXAMPLE.COM", "a1ice@example.com", "аlice@example.com"] {
        assert_eq!(told(&house.register(taken, ANOTHER).await), new, "{taken}");
        house.login(taken, ANOTHER).await.assert_problem(401);
    }
    assert_eq!(house.whoami(&alice).await.status, 200);
    assert_eq!(house.login("alice@example.com", PASSWORD).await.status, 200);
    assert_eq!(house.number("SELECT count(*) FROM portcullis_accounts").await, 2);
    // Of many at once one is made.
    let house = Arc::new(house);
    let mut at_once = JoinSet::new();
    for at in 0..8 {
        let house = Arc::clone(&house);
        let name = if at % 2 == 0 { "carol" } else { "cаrol" };
        at_once.spawn(async move { house.register(name, PASSWORD).await.status });
    }
    assert!(at_once.join_all().await.iter().all(|status| *status == 204));
    assert_eq!(house.number("SELECT count(*) FROM portcullis_accounts").await, 3);
}

async fn failures_delay_and_never_lock(engine: Engine) {
    let house = House::with(engine, |accounts| accounts.free_guesses(2)).await;
    house.newcomer("alice").await;
    let timed = async |name: &str, password: &str| {
        let began = Instant::now();
        let answer = house.login(name, password).await;
        (answer.status, began.elapsed())
    };
    for name in ["alice", "nobody"] {
        for _ in 0..4 {
            assert_eq!(timed(name, ANOTHER).await.0, 401);
        }
        // Two failures beyond those that are free: 250 ms, doubled.
        let (status, delay) = timed(name, ANOTHER).await;
        assert!(status == 401 && delay >= Duration::from_millis(500), "{name} {delay:?}");
    }
    // The right password is right, after the delay; and it takes nothing back.
    let (status, delay) = timed("alice", PASSWORD).await;
    assert!(status == 200 && delay >= Duration::from_secs(1), "{delay:?}");
    let (status, delay) = timed("ALICE", PASSWORD).await;
    assert!(status == 200 && delay >= Duration::from_secs(1), "{delay:?}");
    let (status, delay) = timed("bob", PASSWORD).await;
    assert!(status == 401 && delay < Duration::from_secs(1), "{delay:?}");
}

async fn a_flood_of_logins_leaves_other_routes_alone(engine: Engine) {
    let house =
        Arc::new(House::with(engine, |accounts| accounts.hashing_threads(1).free_guesses(1_000)).await);
    let alice = house.newcomer("alice").await;
    let mut flood = JoinSet::new();
    for at in 0..120 {
        let house = Arc::clone(&house);
        flood.spawn(async move { house.login(&format!("nobody{at}"), PASSWORD).await });
    }
    tokio::time::sleep(Duration::from_millis(50)).await;
    for _ in 0..20 {
        assert_eq!(house.whoami(&alice).await.status, 200);
    }
    let answers = flood.join_all().await;
    let turned_away: Vec<_> = answers.iter().filter(|answer| answer.status == 503).collect();
    assert!(turned_away.len() >= 40, "{}", turned_away.len());
    for answer in &answers {
        assert!(matches!(answer.status, 401 | 503), "{answer:?}");
        assert_eq!(answer.status == 503, !answer.header("retry-after").is_empty());
    }
    turned_away[0].assert_problem(503);
    assert_eq!(house.login("alice", PASSWORD).await.status, 200);
}

/// The quotas that the routes have of their own.
#[tokio::test]
async fn guesses_at_one_name_are_counted_by_address() {
    let database = portcullis::Database::connect(&Engine::Sqlite.url().await).await.unwrap();
    let accounts = portcullis::identity::Accounts::on(&database, issuer()).free_guesses(100).build().unwrap();
    accounts.migrate().await.unwrap();
    let own = portcullis::App::new(portcullis::Environment::Development)
        .client_ip(portcullis::ClientIpSource::socket())
        .roles::<Role>()
        .database(database)
        .accounts(accounts)
        .mount(portcullis::identity::routes());
    let server = Server::start(own).await;
    let login = async |name: &str| {
        server.post("/auth/login", "", json!({ "name": name, "password": ANOTHER })).await.status
    };
    for attempt in 0..10 {
        assert_eq!(login("alice").await, 401, "{attempt}");
    }
    assert_eq!(login("alice").await, 429);
    assert_eq!(login("Ａlice").await, 429, "one name, however it is written");
    // Those two were calls from this address too.
    for at in 0..18 {
        assert_eq!(login(&format!("somebody{at}")).await, 401, "{at}");
    }
    assert_eq!(login("one more").await, 429);
}

/// A success elsewhere gives an attacker no attempts back.
#[tokio::test]
async fn a_success_takes_no_attempt_back() {
    let house = House::with(Engine::Sqlite, |accounts| accounts.free_guesses(3)).await;
    house.newcomer("alice").await;
    house.newcomer("mallory").await;
    for _ in 0..5 {
        house.login("alice", ANOTHER).await.assert_problem(401);
        Tokens::of(&house.login("mallory", PASSWORD).await);
    }
    let began = Instant::now();
    house.login("alice", ANOTHER).await.assert_problem(401);
    assert!(began.elapsed() >= Duration::from_millis(500), "{:?}", began.elapsed());
}
