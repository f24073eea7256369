//! Attacks on accounts: what slipped past once, and the strongest attempts that did not.

use std::sync::Arc;
use std::time::{Duration, Instant};

use portcullis::identity::LoginName;
use portcullis_tests::{Engine, on_both};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use super::{ANOTHER, House, PASSWORD, Tokens};

on_both!(
    a_body_that_comes_after_the_end_does_nothing,
    a_proof_that_waits_outlives_no_session,
    signing_out_while_trading_ends_the_session,
    a_session_that_is_being_ended_is_not_remembered,
    guesses_at_once_are_delayed_too,
    what_is_no_hash_takes_as_long,
    capitals_hide_no_homograph,
    a_domain_is_not_folded_into_another,
    what_is_registered_can_sign_in,
    a_login_in_flight_does_not_outlive_a_change,
);

/// A request whose body is still to come.
struct Held(TcpStream, String);

impl Held {
    async fn open(house: &House, method: &str, path: &str, token: &str, body: &Value) -> Self {
        let body = body.to_string();
        let mut socket = TcpStream::connect(house.server.address).await.unwrap();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {token}\r\ncontent-type: application/json\r\n\
             content-length: {}\r\nconnection: close\r\n\r\n",
            body.len()
        );
        socket.write_all(head.as_bytes()).await.unwrap();
        tokio::time::sleep(Duration::from_millis(150)).await;
        Self(socket, body)
    }

    /// Sends the body; the status of the answer.
    async fn let_go(mut self) -> u16 {
        self.0.write_all(self.1.as_bytes()).await.unwrap();
        let mut answer = String::new();
        self.0.read_to_string(&mut answer).await.unwrap();
        answer.split(' ').nth(1).unwrap().parse().unwrap()
    }
}

/// Who sees the end coming opens requests beforehand, and sends their bodies afterwards.
async fn a_body_that_comes_after_the_end_does_nothing(engine: Engine) {
    let house = House::open(engine).await;
    let (mallory, admin) = (house.newcomer("mallory").await, house.admin().await);
    let path = format!("/auth/accounts/{}/roles", house.subject(&mallory).await);
    let roles = json!({ "roles": ["admin"] });
    let held = Held::open(&house, "PUT", &path, &admin.access, &roles).await;
    assert_eq!(house.post("/auth/logout", &admin.access, json!(null)).await.status, 204);
    assert_eq!(held.let_go().await, 401);
    // One that is demoted.
    let admin = Tokens::of(&house.login("root@example.com", PASSWORD).await);
    let held = Held::open(&house, "PUT", &path, &admin.access, &roles).await;
    house
        .run("UPDATE portcullis_accounts SET roles = '', epoch = epoch + 1 WHERE login = 'root@example.com'")
        .await;
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    assert_eq!(held.let_go().await, 401);
    let roles = house.number("SELECT count(*) FROM portcullis_accounts WHERE roles = 'admin'").await;
    assert_eq!(roles, 0);
    // A body that comes late, and nothing else, is taken.
    let change = json!({ "current_password": PASSWORD, "password": ANOTHER });
    let held = Held::open(&house, "POST", "/auth/password", &mallory.access, &change).await;
    assert_eq!(held.let_go().await, 200);
}

/// A thief who has a token and the password of before waits out the delay while the owner ends all sessions.
async fn a_proof_that_waits_outlives_no_session(engine: Engine) {
    let house = Arc::new(House::with(engine, |accounts| accounts.free_guesses(1)).await);
    let alice = house.newcomer("alice").await;
    for _ in 0..4 {
        house.login("alice", ANOTHER).await.assert_problem(401);
    }
    for (path, body) in [
        ("/auth/password", json!({ "current_password": PASSWORD, "password": ANOTHER })),
        ("/auth/account/delete", json!({ "password": PASSWORD })),
    ] {
        let thief = if path == "/auth/password" {
            alice.clone()
        } else {
            Tokens::of(&house.login("alice", PASSWORD).await)
        };
        let waiting = {
            let house = Arc::clone(&house);
            tokio::spawn(async move { house.post(path, &thief.access, body).await.status })
        };
        tokio::time::sleep(Duration::from_millis(200)).await;
        house.run("UPDATE portcullis_accounts SET epoch = epoch + 1, sessions_since = epoch + 1, disabled = TRUE").await;
        let status = waiting.await.unwrap();
        assert!(matches!(status, 401 | 403 | 404 | 409), "{path} {status}");
        assert_eq!(house.number("SELECT count(*) FROM portcullis_accounts").await, 1, "{path}");
        house.run("UPDATE portcullis_accounts SET disabled = FALSE").await;
    }
}

async fn signing_out_while_trading_ends_the_session(engine: Engine) {
    let house = Arc::new(House::open(engine).await);
    house.newcomer("alice").await;
    for _ in 0..25 {
        let tokens = Tokens::of(&house.login("alice", PASSWORD).await);
        let mut at_once = JoinSet::new();
        for at in 0..4 {
            let (house, tokens) = (Arc::clone(&house), tokens.clone());
            at_once.spawn(async move {
                match at % 2 {
                    0 => ("refresh", house.refresh(&tokens.refresh).await),
                    _ => ("logout", house.post("/auth/logout", &tokens.access, json!(null)).await),
                }
            });
        }
        let mut traded = None;
        for (what, answer) in at_once.join_all().await {
            match (what, answer.status) {
                ("logout", 204 | 401) | ("refresh", 401) => {}
                ("refresh", 200) => traded = Some(Tokens::of(&answer)),
                _ => panic!("{what} {answer:?}"),
            }
        }
        house.whoami(&tokens).await.assert_problem(401);
        if let Some(traded) = traded {
            house.whoami(&traded).await.assert_problem(401);
            house.refresh(&traded.refresh).await.assert_problem(401);
        }
    }
}

/// The commit takes long; who asks meanwhile must not make the process remember the session.
async fn a_session_that_is_being_ended_is_not_remembered(engine: Engine) {
    let house = Arc::new(House::open(engine).await);
    let (here, there) = (house.newcomer("alice").await, Tokens::of(&house.login("alice", PASSWORD).await));
    if engine == Engine::Postgres {
        house
            .run(
                "CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.4); RETURN NULL; END $$;
                 CREATE CONSTRAINT TRIGGER slowly AFTER DELETE ON portcullis_sessions DEFERRABLE INITIALLY DEFERRED
                 FOR EACH ROW EXECUTE FUNCTION slowly()",
            )
            .await;
    }
    let listed = house.server.get("/auth/sessions", &there.access).await.json();
    let listed = listed.as_array().unwrap();
    let other = listed.iter().find(|session| session["current"] == false).unwrap();
    let path = format!("/auth/sessions/{}", other["id"].as_str().unwrap());
    let asking = {
        let (house, here) = (Arc::clone(&house), here.clone());
        tokio::spawn(async move {
            loop {
                house.whoami(&here).await;
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        })
    };
    assert_eq!(house.server.send(Method::DELETE, &path, &there.access, None).await.status, 204);
    let after = house.whoami(&here).await;
    asking.abort();
    after.assert_problem(401);
}

/// Many guesses at once find as little free as one after the other.
async fn guesses_at_once_are_delayed_too(engine: Engine) {
    let house = Arc::new(House::with(engine, |accounts| accounts.free_guesses(2)).await);
    house.newcomer("alice").await;
    for name in ["alice", "nobody"] {
        let mut guesses = JoinSet::new();
        for _ in 0..12 {
            let house = Arc::clone(&house);
            guesses.spawn(async move {
                let began = Instant::now();
                house.login(name, ANOTHER).await.assert_problem(401);
                began.elapsed()
            });
        }
        let mut delays = guesses.join_all().await;
        delays.sort();
        assert!(delays[11] >= Duration::from_secs(4), "{name} {delays:?}");
        assert!(delays[4] >= Duration::from_millis(500), "{name} {delays:?}");
    }
}

/// Accounts that were taken over from elsewhere with hashes of another kind.
async fn what_is_no_hash_takes_as_long(engine: Engine) {
    let house = House::open(engine).await;
    house.newcomer("broken").await;
    house.run("UPDATE portcullis_accounts SET password = '$2b$12$KIXQf0Jc0dVqk0V9rJ1b8e8N6J8mN0b0XK0yK1cQ0K0Q0K0Q0K0Q0'").await;
    let fastest = async |name: &str| {
        let mut fastest = Duration::MAX;
        for _ in 0..5 {
            let began = Instant::now();
            house.login(name, PASSWORD).await.assert_problem(401);
            fastest = fastest.min(began.elapsed());
        }
        fastest
    };
    let (unknown, broken) = (fastest("nobody").await, fastest("broken").await);
    assert!(broken * 3 > unknown, "{unknown:?} {broken:?}");
}

async fn capitals_hide_no_homograph(engine: Engine) {
    let house = House::open(engine).await;
    let admin = house.admin().await;
    for (at, (name, hidden)) in
        [("alice", "aIice"), ("hello", "\u{397}ello"), ("paul", "pauI")].into_iter().enumerate()
    {
        assert_eq!(house.register(name, PASSWORD).await.status, 204);
        assert_eq!(house.register(hidden, ANOTHER).await.status, 204);
        let found = house.server.get(&format!("/auth/accounts?name={hidden}"), &admin.access).await;
        // Either it was not made, or nobody sees it as the other.
        if found.status == 200 {
            let shown = found.json()["name"].as_str().unwrap().to_owned();
            assert!(shown != hidden, "{at} {shown} is beside {name}");
        }
    }
    for name in ["Alice", "ALICE", "Bücher", "McDonald"] {
        let read = LoginName::read(name).unwrap();
        assert_eq!(read.shown().to_lowercase(), name.to_lowercase());
    }
    assert_eq!(LoginName::read("McDonald").unwrap().shown(), "McDonald");
}

/// Two domains that differ by a letter which case folding would change.
async fn a_domain_is_not_folded_into_another(engine: Engine) {
    let house = House::open(engine).await;
    assert_eq!(house.register("anna@straße.example", PASSWORD).await.status, 204);
    assert_eq!(house.login("anna@STRAẞE.example", PASSWORD).await.status, 200);
    assert_eq!(house.login("anna@xn--strae-oqa.example", PASSWORD).await.status, 200);
    house.login("anna@strasse.example", PASSWORD).await.assert_problem(401);
    assert_eq!(house.register("anna@strasse.example", ANOTHER).await.status, 204);
    assert_eq!(house.login("anna@strasse.example", ANOTHER).await.status, 200);
    for text in ["anna@example.com.", "anna@example.com..", "anna@.example.com", "anna@example。com"] {
        assert!(LoginName::read(text).is_none_or(|name| name.login() == "anna@example.com"), "{text}");
    }
}

/// Whatever a name is read as is itself a name, and the same one.
async fn what_is_registered_can_sign_in(engine: Engine) {
    let house = House::open(engine).await;
    for (at, name) in [
        "\u{1100}\u{1161}\u{11a8}",
        "e\u{301}\u{323}",
        "al\u{200d}ice",
        "al\u{200c}ice",
        "\u{200d}\u{200d}\u{200d}",
        "\u{301}\u{301}\u{301}",
        "\u{3c2}\u{3c3}\u{3a3}",
        "\u{1e9e}\u{df}ss",
        "\u{130}stanbul",
        "\u{1f80}\u{345}x",
        "\u{fdfa}\u{fdfa}\u{fdfa}",
        "\u{149}oon",
    ]
    .into_iter()
    .enumerate()
    {
        let Some(read) = LoginName::read(name) else { continue };
        for again in [read.shown(), read.login()] {
            let again = LoginName::read(again);
            assert_eq!(again.as_ref().map(LoginName::login), Some(read.login()), "{at} {name:?}");
            assert_eq!(again.as_ref().map(LoginName::look), Some(read.look()), "{at} {name:?}");
        }
        assert!(!read.look().is_empty(), "{at} {name:?}");
        assert!(!name.contains(['\u{200c}', '\u{200d}']), "{at} {name:?} has what nobody sees");
    }
    assert_eq!(house.number("SELECT count(*) FROM portcullis_accounts").await, 0);
}

/// A login that was begun before a change, and ends after it.
async fn a_login_in_flight_does_not_outlive_a_change(engine: Engine) {
    let house = Arc::new(House::with(engine, |accounts| accounts.hashing_threads(1)).await);
    let (alice, admin) = (house.newcomer("alice").await, house.admin().await);
    let id = house.subject(&alice).await;
    for _ in 0..4 {
        let mut logins = JoinSet::new();
        for _ in 0..12 {
            let house = Arc::clone(&house);
            logins.spawn(async move { house.login("alice", PASSWORD).await });
        }
        tokio::time::sleep(Duration::from_millis(60)).await;
        let act = |what: &str| format!("/auth/accounts/{id}/{what}");
        assert_eq!(house.post(&act("disable"), &admin.access, json!(null)).await.status, 204);
        let answers = logins.join_all().await;
        assert_eq!(house.post(&act("enable"), &admin.access, json!(null)).await.status, 204);
        for answer in answers.iter().filter(|answer| answer.status == 200) {
            let tokens = Tokens::of(answer);
            house.whoami(&tokens).await.assert_problem(401);
            house.refresh(&tokens.refresh).await.assert_problem(401);
        }
    }
}
