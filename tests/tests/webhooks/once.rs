//! A call that has succeeded is not run again; one that has not, is.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use portcullis::WebhookScheme;
use portcullis::prelude::Script;
use portcullis_tests::{Engine, Server, log, on_both};
use serde_json::json;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use super::shop::{RUNS, Sender, Shop, app_alone, body, new_number, now, runs_about, send};

on_both!(
    a_finished_call_is_not_run_again,
    a_failed_call_is_run_again,
    a_call_that_is_given_up_is_run_again,
    many_copies_at_once_are_one_run,
    one_process_knows_what_another_has_run,
    a_call_over_its_quota_is_taken_later,
    calls_without_replay_protection_run_each_time,
);

async fn a_finished_call_is_not_run_again(engine: Engine) {
    log::keep();
    let shop = Shop::new(engine).await;
    let server = Server::start(shop.app()).await;
    for sender in shop.senders() {
        let about = new_number();
        let (id, event) = (format!("evt_{about}"), json!({ "about": about }));
        assert_eq!(sender.call(&server, &id, &event).await.status, 204);
        // A copy of it, and a sender's own second attempt, which is signed anew.
        let copy = body(&id, &event);
        let headers = sender.sign(&id, now(), &copy);
        for _ in 0..3 {
            let answer = send(&server, sender.path, headers.clone(), copy.clone()).await;
            assert_eq!((answer.status, answer.text.as_str()), (204, ""), "{answer:?}");
            assert_eq!(sender.call(&server, &id, &event).await.status, 204);
        }
        assert_eq!(runs_about(&server, about).await, 1, "{:?}", sender.scheme);
        // Another call says the same and is another.
        if sender.scheme != WebhookScheme::GitHub {
            assert_eq!(sender.call(&server, &format!("{id}b"), &event).await.status, 204);
            assert_eq!(runs_about(&server, about).await, 2);
        }
    }
    assert!(!log::lines_with("webhook_repeated").is_empty());
}

async fn a_failed_call_is_run_again(engine: Engine) {
    let shop = Shop::new(engine).await;
    let server = Server::start(shop.app()).await;
    for sender in shop.senders() {
        for (then, status) in [("fail", 500), ("refuse", 404), ("panic", 500), ("hang", 503)] {
            let about = new_number();
            let (id, event) = (format!("evt_{about}"), json!({ "about": about, "then": then }));
            for attempt in 1..=2 {
                sender.call(&server, &id, &event).await.assert_problem(status);
                assert_eq!(runs_about(&server, about).await, attempt, "{then}");
            }
            // The sender tries once more, and what failed is mended. GitHub's id is what it signed.
            if sender.scheme != WebhookScheme::GitHub {
                for _ in 0..2 {
                    assert_eq!(sender.call(&server, &id, &json!({ "about": about })).await.status, 204);
                    assert_eq!(runs_about(&server, about).await, 3);
                }
            }
        }
    }
}

/// A sender that hangs up gets no answer, so it tries again.
async fn a_call_that_is_given_up_is_run_again(engine: Engine) {
    let shop = Shop::new(engine).await;
    let server = Server::start(shop.app()).await;
    let about = new_number();
    let (id, hang) =
        (format!("evt_{about}"), body(&format!("evt_{about}"), &json!({ "about": about, "then": "hang" })));
    let mut head = format!("POST /standard HTTP/1.1\r\nhost: x\r\ncontent-length: {}\r\n", hang.len());
    for (name, value) in &shop.standard.sign(&id, now(), &hang) {
        head.push_str(&format!("{name}: {}\r\n", value.to_str().unwrap()));
    }
    let mut socket = TcpStream::connect(server.address).await.unwrap();
    socket.write_all(&[head.as_bytes(), b"\r\n", &hang].concat()).await.unwrap();
    while runs_about(&server, about).await == 0 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let running = shop.standard.call(&server, &id, &json!({ "about": about })).await;
    running.assert_problem(409);
    drop(socket);
    let mut status = 409;
    for _ in 0..100 {
        status = shop.standard.call(&server, &id, &json!({ "about": about })).await.status;
        if status != 409 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(status, 204);
    assert_eq!(runs_about(&server, about).await, 2);
}

async fn copies(servers: &[Arc<Server>], sender: &Arc<Sender>, count: usize) -> (i64, Vec<u16>) {
    let about = new_number();
    let id = format!("evt_{about}");
    let event = json!({ "about": about, "then": "wait" });
    let copy = body(&id, &event);
    let headers = sender.sign(&id, now(), &copy);
    let mut calls = JoinSet::new();
    for number in 0..count {
        let server = Arc::clone(&servers[number % servers.len()]);
        let (headers, copy, path) = (headers.clone(), copy.clone(), sender.path);
        calls.spawn(async move { send(&server, path, headers, copy).await.status });
    }
    let mut statuses = calls.join_all().await;
    statuses.sort_unstable();
    assert!(statuses.iter().all(|status| [204, 409].contains(status)), "{statuses:?}");
    (runs_about(&servers[0], about).await, statuses)
}

async fn many_copies_at_once_are_one_run(engine: Engine) {
    let shop = Shop::new(engine).await;
    let server = Arc::new(Server::start(shop.app()).await);
    for sender in [shop.standard, shop.github, shop.stripe].map(Arc::new) {
        let (runs, statuses) = copies(&[Arc::clone(&server)], &sender, 40).await;
        assert_eq!(runs, 1, "{statuses:?}");
        assert!(statuses.contains(&204) && statuses.contains(&409), "{statuses:?}");
    }
}

async fn one_process_knows_what_another_has_run(engine: Engine) {
    let shop = Shop::new(engine).await;
    let servers = [Arc::new(Server::start(shop.app()).await), Arc::new(Server::start(shop.app()).await)];
    let about = new_number();
    let (id, event) = (format!("evt_{about}"), json!({ "about": about }));
    for server in &servers {
        assert_eq!(shop.standard.call(server, &id, &event).await.status, 204);
    }
    assert_eq!(runs_about(&servers[0], about).await, 1);
    let (runs, statuses) = copies(&servers, &Arc::new(shop.standard), 20).await;
    assert_eq!(runs, 1, "{statuses:?}");
}

async fn a_call_over_its_quota_is_taken_later(engine: Engine) {
    let shop = Shop::new(engine).await;
    let server = Server::start(shop.app()).await;
    let about = new_number();
    let event = json!({ "about": about });
    let call = async |id: &str| shop.few.call(&server, id, &event).await;
    for number in 0..3 {
        // Copies spend nothing: whoever has seen one call cannot use up the sender's quota with it.
        for _ in 0..5 {
            assert_eq!(call(&format!("evt_{about}_{number}")).await.status, 204);
        }
    }
    let refused = call(&format!("evt_{about}_3")).await;
    refused.assert_problem(429);
    assert!(refused.text.contains("3/min by sender"), "{refused:?}");
    assert_eq!(runs_about(&server, about).await, 3);
    // Refused for its quota, it was not run, and is not taken for one that was: a process with a quota of its own runs it.
    let other = Server::start(shop.app()).await;
    assert_eq!(shop.few.call(&other, &format!("evt_{about}_3"), &event).await.status, 204);
    assert_eq!(runs_about(&server, about).await, 4);
}

async fn calls_without_replay_protection_run_each_time(engine: Engine) {
    let shop = Shop::new(engine).await;
    let server = Server::start(shop.app()).await;
    let about = new_number();
    for runs in 1..=3 {
        let answer = shop.again.call(&server, "evt_1", &json!({ "about": about })).await;
        assert_eq!((answer.status, runs_about(&server, about).await), (204, runs));
    }
}

/// In the process, where there is no database.
#[tokio::test]
async fn without_a_database_the_process_remembers() {
    let sender = Sender::of(WebhookScheme::Standard);
    let server = Server::start(app_alone(sender.keys())).await;
    assert!(sender.call(&server, "evt_1", &json!({ "about": 1, "then": "fail" })).await.status == 500);
    for _ in 0..3 {
        assert_eq!(sender.call(&server, "evt_1", &json!({ "about": 1 })).await.status, 204);
    }
    assert_eq!(RUNS.load(Ordering::SeqCst), 2);
}

/// What cannot be told from a replay is not run.
#[tokio::test]
async fn without_its_memory_nothing_runs() {
    let shop = Shop::new(Engine::Postgres).await;
    let server = Server::start(shop.app()).await;
    shop.database.close().await;
    shop.standard.call(&server, "evt_1", &json!({ "about": 1 })).await.assert_problem(503);
}

/// What takes effect after the time of the route has passed was run all the same, and is not run again.
#[tokio::test]
async fn a_call_whose_commit_is_late_is_run_once() {
    let shop = Shop::new(Engine::Postgres).await;
    let slow = Script {
        sqlite: "",
        postgres: "
            CREATE FUNCTION wait() RETURNS TRIGGER AS 'BEGIN PERFORM pg_sleep(2); RETURN NULL; END' LANGUAGE plpgsql;
            CREATE CONSTRAINT TRIGGER late AFTER INSERT ON runs DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wait();",
    };
    shop.database.run_script(slow).await.unwrap();
    let server = Server::start(shop.app()).await;
    let about = new_number();
    let (id, event) = (format!("evt_{about}"), json!({ "about": about }));
    shop.together.call(&server, &id, &event).await.assert_problem(503);
    // While it is not known how it ends, it is being run.
    shop.together.call(&server, &id, &event).await.assert_problem(409);
    tokio::time::sleep(Duration::from_secs(2)).await;
    for _ in 0..2 {
        assert_eq!(shop.together.call(&server, &id, &event).await.status, 204);
    }
    assert_eq!(runs_about(&server, about).await, 1);
}

/// Senders that hang up at any moment leave no claim behind.
#[tokio::test(flavor = "multi_thread")]
async fn hanging_up_keeps_nobody_away() {
    let shop = Shop::new(Engine::Sqlite).await;
    let server = Server::start(shop.app()).await;
    let mut ids = Vec::new();
    for number in 0..60_u64 {
        let id = format!("evt_{}_{number}", new_number());
        let call = body(&id, &json!({ "about": 1 }));
        let mut head = format!("POST /standard HTTP/1.1\r\nhost: x\r\ncontent-length: {}\r\n", call.len());
        for (name, value) in &shop.standard.sign(&id, now(), &call) {
            head.push_str(&format!("{name}: {}\r\n", value.to_str().unwrap()));
        }
        let mut socket = TcpStream::connect(server.address).await.unwrap();
        socket.write_all(&[head.as_bytes(), b"\r\n", &call].concat()).await.unwrap();
        tokio::time::sleep(Duration::from_micros(number * 100)).await;
        drop(socket);
        ids.push(id);
    }
    // A claim that was left behind would keep its sender away for a minute.
    for id in ids {
        let mut status = 409;
        for _ in 0..100 {
            status = shop.standard.call(&server, &id, &json!({ "about": 1 })).await.status;
            if status != 409 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert_eq!(status, 204, "{id}");
    }
}
