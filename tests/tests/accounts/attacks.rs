//! Attacks on accounts: what slipped past once, and the strongest attempts that did not.

use std::sync::Arc;
use std::time::{Duration, Instant};

use portcullis::identity::{self, Accounts, Issuer, KeyRing, LoginName};
use portcullis_tests::shop::Role;
use portcullis_tests::{Engine, Server, on_both};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use super::{ANOTHER, House, PASSWORD, Tokens, app, issuer};

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
    whoever_hangs_up_leaves_nothing_stale,
    of_two_processes_one_trades,
    of_changes_at_once_one_is_made,
    tokens_of_other_issuers_end_no_session,
    numbers_at_their_ends_open_nothing,
    no_log_at_any_level_has_a_secret,
    a_dearer_cost_tells_nobody_apart,
    one_address_is_one_name_for_its_quota,
    logins_at_once_end_the_oldest_sessions,
    no_password_takes_long_to_judge,
    a_login_that_lost_to_a_deletion_is_nobodys,
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

/// The answer is not waited for, and the change is made all the same: from then on it is obeyed.
async fn whoever_hangs_up_leaves_nothing_stale(engine: Engine) {
    let house = House::with(engine, |accounts| accounts.believed_for(Duration::from_secs(10))).await;
    let (alice, admin) = (house.newcomer("alice").await, house.admin().await);
    let id = house.subject(&alice).await;
    let mut other = house.sql.acquire().await.unwrap();
    let lock = match engine {
        Engine::Sqlite => "BEGIN IMMEDIATE",
        Engine::Postgres => "BEGIN; SELECT 1 FROM portcullis_accounts FOR UPDATE",
    };
    sqlx::raw_sql(lock).execute(&mut *other).await.unwrap();
    let path = format!("/auth/accounts/{id}/disable");
    let mut held = TcpStream::connect(house.server.address).await.unwrap();
    let head =
        format!("POST {path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {}\r\n\r\n", admin.access);
    held.write_all(head.as_bytes()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    drop(held);
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(house.whoami(&alice).await.status, 200);
    sqlx::raw_sql("COMMIT").execute(&mut *other).await.unwrap();
    drop(other);
    tokio::time::sleep(Duration::from_millis(400)).await;
    let made = house.number("SELECT count(*) FROM portcullis_accounts WHERE disabled").await;
    if made == 1 {
        house.whoami(&alice).await.assert_problem(401);
    } else {
        assert_eq!(house.whoami(&alice).await.status, 200);
    }
}

async fn of_two_processes_one_trades(engine: Engine) {
    let house = House::open(engine).await;
    let database = portcullis::Database::connect(&house.url).await.unwrap();
    let accounts = Accounts::on(&database, issuer()).build().unwrap();
    let other = Arc::new(Server::start(app(database, &accounts).await).await);
    let house = Arc::new(house);
    let mut tokens = house.newcomer("alice").await;
    for _ in 0..10 {
        let mut uses = JoinSet::new();
        for at in 0..6 {
            let (house, other, refresh) = (Arc::clone(&house), Arc::clone(&other), tokens.refresh.clone());
            uses.spawn(async move {
                let body = json!({ "refresh_token": refresh });
                if at % 2 == 0 {
                    house.post("/auth/refresh", "", body).await
                } else {
                    other.post("/auth/refresh", "", body).await
                }
            });
        }
        let answers = uses.join_all().await;
        assert!(answers.iter().all(|answer| matches!(answer.status, 200 | 401)), "{answers:?}");
        let won: Vec<_> = answers.iter().filter(|answer| answer.status == 200).collect();
        assert_eq!(won.len(), 1, "{answers:?}");
        tokens = Tokens::of(won[0]);
    }
}

async fn of_changes_at_once_one_is_made(engine: Engine) {
    let house = Arc::new(House::open(engine).await);
    let alice = house.newcomer("alice").await;
    let passwords: Vec<String> = (0..6).map(|at| format!("tangent-Velvet {at} orbit")).collect();
    let mut changes = JoinSet::new();
    for password in passwords.clone() {
        let (house, access) = (Arc::clone(&house), alice.access.clone());
        changes.spawn(async move {
            let change = json!({ "current_password": PASSWORD, "password": password });
            (password, house.post("/auth/password", &access, change).await)
        });
    }
    let answers = changes.join_all().await;
    let (made, refused): (Vec<_>, Vec<_>) = answers.iter().partition(|(_, answer)| answer.status == 200);
    assert_eq!(made.len(), 1, "{answers:?}");
    assert!(refused.iter().all(|(_, answer)| matches!(answer.status, 401 | 403 | 409)), "{answers:?}");
    for (password, answer) in &answers {
        assert_eq!(house.login("alice", password).await.status == 200, answer.status == 200, "{password}");
    }
    house.login("alice", PASSWORD).await.assert_problem(401);
    assert_eq!(house.whoami(&Tokens::of(&made[0].1)).await.status, 200);
    // Of many at once one admin has disabled or enabled, and whoever lost is told.
    let (admin, id) = (house.admin().await, house.subject(&Tokens::of(&made[0].1)).await);
    let mut acts = JoinSet::new();
    for at in 0..8 {
        let (house, access) = (Arc::clone(&house), admin.access.clone());
        let path = format!("/auth/accounts/{id}/{}", if at % 2 == 0 { "disable" } else { "enable" });
        acts.spawn(async move { house.post(&path, &access, json!(null)).await.status });
    }
    assert!(acts.join_all().await.iter().all(|status| matches!(status, 204 | 409)));
    house.whoami(&Tokens::of(&made[0].1)).await.assert_problem(401);
}

/// A provider whose subject is mapped to an account of the app.
async fn tokens_of_other_issuers_end_no_session(engine: Engine) {
    let database = portcullis::Database::connect(&engine.url().await).await.unwrap();
    let accounts = Accounts::on(&database, issuer()).build().unwrap();
    accounts.migrate().await.unwrap();
    let secret: Vec<u8> = (0..64).collect();
    let ring = KeyRing::new().signing_hs256("outside", &portcullis::testing::secret(&secret)).unwrap();
    let outside =
        Issuer::outside("https://idp.test", "shop", ring, |sub| (sub == "idp|alice").then(|| "1".to_owned()));
    let server = Server::start(app(database, &accounts).await.issuer(outside)).await;
    let input = json!({ "name": "alice", "password": PASSWORD });
    assert_eq!(server.post("/auth/register", "", input.clone()).await.status, 204);
    let alice = Tokens::of(&server.post("/auth/login", "", input).await);
    let listed = server.get("/auth/sessions", &alice.access).await.json();
    let session = listed[0]["id"].as_str().unwrap();
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    let mut header = jsonwebtoken::Header::new(jsonwebtoken::Algorithm::HS256);
    (header.typ, header.kid) = (Some("at+jwt".to_owned()), Some("outside".to_owned()));
    let mint = |more: Value| {
        let mut claims = json!({
            "iss": "https://idp.test", "aud": "shop", "sub": "idp|alice", "iat": now, "exp": now + 600, "sid": session, "epoch": 0,
        });
        claims.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        jsonwebtoken::encode(&header, &claims, &jsonwebtoken::EncodingKey::from_secret(&secret)).unwrap()
    };
    let outsider = mint(json!({}));
    assert_eq!(server.get("/whoami", &outsider).await.json()["subject"], "1");
    for (method, path, body) in [
        (Method::POST, "/auth/logout".to_owned(), json!(null)),
        (Method::POST, "/auth/logout-everywhere".to_owned(), json!(null)),
        (
            Method::POST,
            "/auth/password".to_owned(),
            json!({ "current_password": PASSWORD, "password": ANOTHER }),
        ),
        (Method::POST, "/auth/account/delete".to_owned(), json!({ "password": PASSWORD })),
        (Method::DELETE, format!("/auth/sessions/{session}"), json!(null)),
    ] {
        let answer = server.send(method, &path, &outsider, Some(body)).await;
        assert_eq!(answer.status, 409, "{path} {answer:?}");
    }
    server.get("/auth/sessions", &outsider).await.assert_problem(409);
    assert_eq!(server.get("/whoami", &alice.access).await.status, 200);
    // Who speaks of the other issuer with this key, or of this one with no session.
    for (iss, sub) in
        [("https://accounts.test", "1"), ("https://idp.test", "1"), ("https://idp.test/", "idp|alice")]
    {
        server.get("/whoami", &mint(json!({ "iss": iss, "sub": sub }))).await.assert_problem(401);
    }
}

/// What stands in the database after an accident, or was put there.
async fn numbers_at_their_ends_open_nothing(engine: Engine) {
    let house = House::with(engine, |accounts| accounts.believed_for(Duration::ZERO)).await;
    let alice = house.newcomer("alice").await;
    let (most, least) = (i64::MAX, -i64::MAX);
    for (table, set) in [
        ("portcullis_sessions", format!("ends_at = {least}")),
        ("portcullis_sessions", format!("ends_at = {most}, epoch = {least}")),
        ("portcullis_sessions", "subject = '01', epoch = 0".to_owned()),
        ("portcullis_sessions", "subject = '1 '".to_owned()),
        ("portcullis_accounts", format!("epoch = {most}")),
        ("portcullis_accounts", format!("sessions_since = {most}")),
    ] {
        house
            .run("UPDATE portcullis_sessions SET subject = '1', epoch = 0, ends_at = created_at + 1000")
            .await;
        house.run("UPDATE portcullis_accounts SET epoch = 0, sessions_since = 0").await;
        assert_eq!(house.whoami(&alice).await.status, 200, "{set}");
        house.run(&format!("UPDATE {table} SET {set}")).await;
        house.whoami(&alice).await.assert_problem(401);
        if !set.starts_with("epoch") {
            house.refresh(&alice.refresh).await.assert_problem(401);
        }
    }
    // No session lives for ever, and nothing overflows.
    house.run(&format!("UPDATE portcullis_accounts SET epoch = 0, sessions_since = {least}")).await;
    house
        .run(&format!("UPDATE portcullis_sessions SET subject = '1', used_at = {least}, ends_at = {most}"))
        .await;
    house.run(&format!("UPDATE portcullis_refresh_tokens SET expires_at = {most}")).await;
    let next = Tokens::of(&house.refresh(&alice.refresh).await);
    assert_eq!(house.whoami(&next).await.status, 200);
    assert_eq!(house.server.get("/auth/sessions", &next.access).await.status, 200);
    assert_eq!(house.login("alice", PASSWORD).await.status, 200);
}

struct Kept(Arc<std::sync::Mutex<Vec<u8>>>);

impl std::io::Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

async fn no_log_at_any_level_has_a_secret(engine: Engine) {
    let lines = Arc::new(std::sync::Mutex::new(Vec::new()));
    let kept = Arc::clone(&lines);
    // Of this thread alone, on which the server runs too.
    let _log = tracing::subscriber::set_default(
        tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_ansi(false)
            .with_writer(move || Kept(Arc::clone(&kept)))
            .finish(),
    );
    tracing::callsite::rebuild_interest_cache();
    let house = House::open(engine).await;
    let alice = house.newcomer("alice").await;
    let again = Tokens::of(&house.refresh(&alice.refresh).await);
    house.refresh(&alice.refresh).await.assert_problem(401);
    house.login("alice", ANOTHER).await.assert_problem(401);
    house.register("bob", "short-Secret").await;
    house
        .post("/auth/login", "", json!({ "name": "alice", "password": PASSWORD, "more": ANOTHER }))
        .await
        .assert_problem(422);
    house
        .post("/auth/login", "", json!({ "name": "alice", "password": [PASSWORD] }))
        .await
        .assert_problem(422);
    house.post("/auth/refresh", "", json!([again.refresh])).await.assert_problem(422);
    house.server.raw(format!("POST /auth/login HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 60\r\nconnection: close\r\n\r\n{{\"name\":\"alice\",\"password\":\"{PASSWORD}").as_bytes()).await;
    let hash: String =
        sqlx::query_scalar("SELECT password FROM portcullis_accounts").fetch_one(&house.sql).await.unwrap();
    let change = json!({ "current_password": PASSWORD, "password": ANOTHER });
    let next = Tokens::of(&house.post("/auth/password", &again.access, change).await);
    house.run("DROP TABLE portcullis_refresh_tokens").await;
    house.login("alice", ANOTHER).await.assert_problem(500);
    house.refresh(&next.refresh).await;
    let log = String::from_utf8_lossy(&lines.lock().unwrap()).into_owned();
    // Which places tell of themselves depends on the other tests of this process, so no line in particular has to be there.
    assert!(!log.is_empty());
    // What the test itself sends is logged by its client, if at all.
    let served = log.lines().filter(|line| !line.contains("reqwest"));
    for secret in [
        PASSWORD,
        ANOTHER,
        "short-Secret",
        &alice.refresh,
        &again.refresh,
        &again.access,
        &next.access,
        &next.refresh,
        &hash,
    ] {
        let leaks: Vec<_> = served.clone().filter(|line| line.contains(secret)).collect();
        assert!(leaks.is_empty(), "{leaks:#?}");
    }
}

/// Accounts whose hash still has the cost of before.
async fn a_dearer_cost_tells_nobody_apart(engine: Engine) {
    let house = House::open(engine).await;
    house.newcomer("alice").await;
    let database = portcullis::Database::connect(&house.url).await.unwrap();
    let dearer = portcullis::PasswordCost::argon2id(47_104, 4, 1);
    let accounts =
        Accounts::on(&database, issuer()).password_cost(dearer).free_guesses(1_000).build().unwrap();
    let server = Server::start(app(database, &accounts).await).await;
    let timed = async |name: &str| {
        let began = Instant::now();
        let body = json!({ "name": name, "password": ANOTHER });
        server.post("/auth/login", "", body).await.assert_problem(401);
        began.elapsed()
    };
    // In turn, so that other tests slow both alike.
    let (mut unknown, mut known) = (Duration::MAX, Duration::MAX);
    for _ in 0..8 {
        unknown = unknown.min(timed("nobody").await);
        known = known.min(timed("alice").await);
    }
    assert!(known * 2 > unknown && unknown * 2 > known, "{unknown:?} {known:?}");
}

/// A domain can be written in two ways.
async fn one_address_is_one_name_for_its_quota(engine: Engine) {
    let database = portcullis::Database::connect(&engine.url().await).await.unwrap();
    let accounts = Accounts::on(&database, issuer()).free_guesses(100).build().unwrap();
    accounts.migrate().await.unwrap();
    let own = portcullis::App::new(portcullis::Environment::Development)
        .client_ip(portcullis::ClientIpSource::socket())
        .roles::<Role>()
        .database(database)
        .accounts(accounts)
        .mount(identity::routes());
    let server = Server::start(own).await;
    let mut statuses = Vec::new();
    for at in 0..12 {
        let name = ["josé@bücher.example", "josé@xn--bcher-kva.example"][at % 2];
        statuses
            .push(server.post("/auth/login", "", json!({ "name": name, "password": ANOTHER })).await.status);
    }
    assert_eq!(statuses[10..], [429, 429], "{statuses:?}");
}

async fn logins_at_once_end_the_oldest_sessions(engine: Engine) {
    let house = Arc::new(House::open(engine).await);
    let first = house.newcomer("alice").await;
    house.run("UPDATE portcullis_sessions SET used_at = used_at - 60, created_at = created_at - 60").await;
    for _ in 0..49 {
        assert_eq!(house.login("alice", PASSWORD).await.status, 200);
    }
    for _ in 0..4 {
        // Of sessions that were used in one second any may be the one that ends.
        house
            .run("UPDATE portcullis_sessions SET used_at = used_at - 60, created_at = created_at - 60")
            .await;
        let mut logins = JoinSet::new();
        for _ in 0..16 {
            let house = Arc::clone(&house);
            logins.spawn(async move { house.login("alice", PASSWORD).await });
        }
        for answer in logins.join_all().await {
            assert_eq!(house.whoami(&Tokens::of(&answer)).await.status, 200);
        }
    }
    assert_eq!(house.login("alice", PASSWORD).await.status, 200);
    house.whoami(&first).await.assert_problem(401);
    assert_eq!(house.number("SELECT count(*) FROM portcullis_sessions").await, 50);
}

/// Judging is done by the threads that hash: what took long there would keep everybody from signing in.
async fn no_password_takes_long_to_judge(engine: Engine) {
    let house = House::open(engine).await;
    let name = format!("{}@example.com", (0..60).map(|at| format!("w{at}.")).collect::<String>() + "x");
    for password in [
        "4@8({[<369!1|70$5+%2".repeat(6),
        "p4$5w0rD|1!7".repeat(10),
        "abcdefghijklmnopqrstuvwxyz".repeat(4),
        "1234567890-=qwertyuiop[]".repeat(5),
        "19.11.2011.11.11.1999".repeat(6),
        "aA1!".repeat(32),
        "abab1212".repeat(16),
        "zZ\u{fdfa}".repeat(40),
        "4@8({[<369!1|70$5+%2".repeat(5),
    ]
    .iter()
    {
        let mut fastest = Duration::MAX;
        for _ in 0..3 {
            let began = Instant::now();
            let answer = house.register(&name, password).await;
            assert!(matches!(answer.status, 204 | 422), "{password} {answer:?}");
            fastest = fastest.min(began.elapsed());
        }
        // Unoptimized, beside other tests.
        assert!(fastest < Duration::from_millis(300), "{password} {fastest:?}");
    }
}

/// Its session is in the table although its account is not.
async fn a_login_that_lost_to_a_deletion_is_nobodys(engine: Engine) {
    let house = House::open(engine).await;
    let alice = house.newcomer("alice").await;
    house.run("DELETE FROM portcullis_accounts").await;
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    house.whoami(&alice).await.assert_problem(401);
    house.refresh(&alice.refresh).await.assert_problem(401);
    let next = house.newcomer("alice").await;
    house.whoami(&alice).await.assert_problem(401);
    house.refresh(&alice.refresh).await.assert_problem(401);
    assert_eq!(house.server.get("/auth/sessions", &next.access).await.json().as_array().unwrap().len(), 1);
}

/// An issuer by which one claim of a token of accounts would be read as another.
#[tokio::test]
async fn no_claim_of_accounts_means_two_things() {
    let database = portcullis::Database::connect(&Engine::Sqlite.url().await).await.unwrap();
    for (faulty, said) in [
        (issuer().tenant_claim("epoch"), "the organisation from `epoch`"),
        (issuer().tenant_claim("sid"), "the organisation from `sid`"),
        (issuer().role_claim("sid"), "roles from `sid`"),
        (issuer().role("support", Role::Admin), "maps names of roles"),
    ] {
        let fault = Accounts::on(&database, faulty).build().unwrap_err();
        assert!(fault.faults().len() == 1 && fault.to_string().contains(said), "{fault}");
    }
}
