//! What breaks off halfway: whatever write fails, and whenever a client goes away, an account stays usable and no token lives that
//! should be dead.

use std::time::Duration;

use portcullis_tests::{Engine, on_both};
use serde_json::json;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use super::{ANOTHER, House, PASSWORD, Tokens};

on_both!(
    any_write_of_a_registration_may_fail,
    any_write_of_a_sign_in_may_fail,
    any_write_of_a_refresh_may_fail,
    any_write_of_a_password_change_may_fail,
    clients_that_go_away_leave_one_state_or_the_other
);

/// The writes of the framework's tables.
const WRITES: [(&str, &str); 8] = [
    ("INSERT", "portcullis_accounts"),
    ("UPDATE", "portcullis_accounts"),
    ("INSERT", "portcullis_sessions"),
    ("UPDATE", "portcullis_sessions"),
    ("DELETE", "portcullis_sessions"),
    ("INSERT", "portcullis_refresh_tokens"),
    ("UPDATE", "portcullis_refresh_tokens"),
    ("DELETE", "portcullis_refresh_tokens"),
];

/// From now on this write fails: on PostgreSQL its connection is lost in the middle of it.
async fn break_write(house: &House, engine: Engine, verb: &str, table: &str) {
    match engine {
        Engine::Sqlite => {
            house
                .run(&format!(
                    "CREATE TRIGGER broken BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, 'broken'); END"
                ))
                .await;
        }
        Engine::Postgres => {
            house
                .run(&format!(
                    "CREATE OR REPLACE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$
                     BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(5); RETURN NULL; END $$;
                     CREATE TRIGGER broken BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION broken()"
                ))
                .await;
        }
    }
}

async fn mend_write(house: &House, engine: Engine, table: &str) {
    match engine {
        Engine::Sqlite => house.run("DROP TRIGGER broken").await,
        Engine::Postgres => house.run(&format!("DROP TRIGGER broken ON {table}")).await,
    }
}

/// Each session has exactly one token that can be traded.
async fn assert_families_are_whole(house: &House) {
    let odd = "SELECT count(*) FROM portcullis_sessions AS s WHERE 1 <> (
        SELECT count(*) FROM portcullis_refresh_tokens AS t WHERE t.session = s.id AND t.rotated_at IS NULL)";
    assert_eq!(house.number(odd).await, 0);
    let lost = "SELECT count(*) FROM portcullis_refresh_tokens WHERE session NOT IN (SELECT id FROM portcullis_sessions)";
    assert_eq!(house.number(lost).await, 0);
}

async fn any_write_of_a_registration_may_fail(engine: Engine) {
    let house = House::open(engine).await;
    let mut failed = 0;
    for (at, (verb, table)) in WRITES.into_iter().enumerate() {
        let name = format!("person{at}");
        break_write(&house, engine, verb, table).await;
        let answer = house.register(&name, PASSWORD).await;
        mend_write(&house, engine, table).await;
        if answer.status != 204 {
            failed += 1;
            assert!(answer.status == 503 || engine == Engine::Sqlite, "{answer:?}");
            house.login(&name, PASSWORD).await.assert_problem(401);
            assert_eq!(house.register(&name, PASSWORD).await.status, 204);
        }
        assert_eq!(house.login(&name, PASSWORD).await.status, 200, "{verb} {table}");
    }
    assert_eq!(failed, 1, "a registration is one write");
}

async fn any_write_of_a_sign_in_may_fail(engine: Engine) {
    let house = House::open(engine).await;
    house.newcomer("alice").await;
    // A session that has expired, so that it is swept.
    let expire = "UPDATE portcullis_sessions SET ends_at = 1, used_at = 1";
    let mut failed = 0;
    for (verb, table) in WRITES {
        house.run(expire).await;
        let sessions = house.number("SELECT count(*) FROM portcullis_sessions").await;
        break_write(&house, engine, verb, table).await;
        let answer = house.login("alice", PASSWORD).await;
        mend_write(&house, engine, table).await;
        if answer.status != 200 {
            failed += 1;
            assert_eq!(
                house.number("SELECT count(*) FROM portcullis_sessions").await,
                sessions,
                "{verb} {table}"
            );
        }
        assert_families_are_whole(&house).await;
        let alice = Tokens::of(&house.login("alice", PASSWORD).await);
        assert_eq!(house.whoami(&alice).await.status, 200);
    }
    assert!(failed >= 3, "{failed}");
}

async fn any_write_of_a_refresh_may_fail(engine: Engine) {
    let house = House::open(engine).await;
    let mut alice = house.newcomer("alice").await;
    let mut failed = 0;
    for (verb, table) in WRITES {
        // One that has expired, so that it is swept; the last one never is.
        house.run("UPDATE portcullis_refresh_tokens SET expires_at = 1 WHERE rotated_at IS NOT NULL").await;
        break_write(&house, engine, verb, table).await;
        let answer = house.refresh(&alice.refresh).await;
        mend_write(&house, engine, table).await;
        match answer.status {
            200 => alice = Tokens::of(&answer),
            // Nothing happened: the token is as good as before.
            _ => failed += 1,
        }
        assert_families_are_whole(&house).await;
        alice = Tokens::of(&house.refresh(&alice.refresh).await);
        assert_eq!(house.whoami(&alice).await.status, 200, "{verb} {table}");
    }
    assert_eq!(failed, 4, "a refresh is four writes");
}

async fn any_write_of_a_password_change_may_fail(engine: Engine) {
    let house = House::open(engine).await;
    let mut failed = 0;
    for (at, (verb, table)) in WRITES.into_iter().enumerate() {
        let name = format!("person{at}");
        let (here, there) = (house.newcomer(&name).await, Tokens::of(&house.login(&name, PASSWORD).await));
        assert_eq!((house.whoami(&here).await.status, house.whoami(&there).await.status), (200, 200));
        break_write(&house, engine, verb, table).await;
        let change = json!({ "current_password": PASSWORD, "password": ANOTHER });
        let answer = house.post("/auth/password", &here.access, change).await;
        mend_write(&house, engine, table).await;
        failed += usize::from(answer.status != 200);
        let (old, new) =
            (house.login(&name, PASSWORD).await.status, house.login(&name, ANOTHER).await.status);
        match (old, new) {
            // Changed: what was alive before is dead, whatever else failed.
            (401, 200) => {
                for tokens in [&here, &there] {
                    house.whoami(tokens).await.assert_problem(401);
                    house.refresh(&tokens.refresh).await.assert_problem(401);
                }
            }
            // Not changed: and the client was not told that it was.
            (200, 401) => {
                assert!(answer.status != 200, "{answer:?}");
                assert_eq!(house.whoami(&there).await.status, 200);
                assert_eq!(house.refresh(&there.refresh).await.status, 200);
            }
            other => panic!("{verb} {table}: {other:?}"),
        }
        assert_families_are_whole(&house).await;
    }
    assert!(failed >= 3, "{failed}");
}

/// Sends a request and goes away, without reading the answer.
async fn send_and_leave(house: &House, path: &str, token: &str, body: &str, after: Duration) {
    let mut socket = TcpStream::connect(house.server.address).await.unwrap();
    let authorization =
        if token.is_empty() { String::new() } else { format!("Authorization: Bearer {token}\r\n") };
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n{authorization}Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    socket.write_all(request.as_bytes()).await.unwrap();
    tokio::time::sleep(after).await;
    // Reset rather than closed, so that the server notices at once.
    socket.set_zero_linger().unwrap();
}

async fn clients_that_go_away_leave_one_state_or_the_other(engine: Engine) {
    let house = House::open(engine).await;
    for round in 0..40_u64 {
        let alice = if round == 0 {
            house.newcomer("alice").await
        } else {
            Tokens::of(&house.login("alice", PASSWORD).await)
        };
        let body = format!(r#"{{"refresh_token":"{}"}}"#, alice.refresh);
        send_and_leave(&house, "/auth/refresh", "", &body, Duration::from_micros(round * 150)).await;
    }
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_families_are_whole(&house).await;
    // Both passwords in turn.
    let (mut current, mut next) = (PASSWORD, ANOTHER);
    for round in 0..16_u64 {
        let alice = Tokens::of(&house.login("alice", current).await);
        assert_eq!(house.whoami(&alice).await.status, 200);
        let body = format!(r#"{{"current_password":"{current}","password":"{next}"}}"#);
        send_and_leave(&house, "/auth/password", &alice.access, &body, Duration::from_millis(round * 5))
            .await;
        tokio::time::sleep(Duration::from_millis(250)).await;
        let (old, new) =
            (house.login("alice", current).await.status, house.login("alice", next).await.status);
        let answer = house.whoami(&alice).await.status;
        match (old, new) {
            (401, 200) => {
                assert_eq!(answer, 401, "round {round}: a token of before the change");
                std::mem::swap(&mut current, &mut next);
            }
            (200, 401) => assert_eq!(answer, 200, "round {round}"),
            other => panic!("round {round}: {other:?}"),
        }
        assert_families_are_whole(&house).await;
    }
}
