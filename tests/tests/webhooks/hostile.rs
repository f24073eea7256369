//! Calls that no sender has signed so.

use std::time::{Duration, Instant};

use portcullis_tests::shop::Role;
use portcullis_tests::{Engine, Server, log, on_both, token};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::shop::{Sender, Shop, body, new_number, now, runs_about, send};

on_both!(only_what_was_signed_is_taken, what_is_not_signed_spends_nothing_of_the_sender);

/// The names of the headers that carry the signature.
fn signing(headers: &HeaderMap) -> Vec<HeaderName> {
    headers.keys().filter(|name| *name != "content-type").cloned().collect()
}

async fn only_what_was_signed_is_taken(engine: Engine) {
    log::keep();
    let shop = Shop::new(engine).await;
    let server = Server::start(shop.app()).await;
    for sender in shop.senders() {
        let about = new_number();
        let (id, event) = (format!("evt_{about}"), json!({ "about": about }));
        let good = body(&id, &event);
        let headers = sender.sign(&id, now(), &good);
        let refused = async |headers: HeaderMap, body: Vec<u8>, what: &str| {
            let answer = send(&server, sender.path, headers, body).await;
            assert_eq!(answer.status, 401, "{what}: {answer:?}");
            assert_eq!(answer.assert_problem(401).json()["type"], "urn:portcullis:bad-signature", "{what}");
        };
        // The body, in one bit; shorter, longer, empty; the same value in other words.
        for bit in (0..good.len() * 8).step_by(37) {
            let mut changed = good.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            refused(headers.clone(), changed, "a changed bit").await;
        }
        for other in [good[1..].to_vec(), [&good[..], b" "].concat(), Vec::new(), b"{}".to_vec()] {
            refused(headers.clone(), other, "another body").await;
        }
        // The headers: without one, one twice, another's, in other spellings.
        for name in signing(&headers) {
            let value = headers[&name].to_str().unwrap().to_owned();
            let mut without = headers.clone();
            without.remove(&name);
            refused(without, good.clone(), "a missing header").await;
            let mut twice = headers.clone();
            twice.append(name.clone(), headers[&name].clone());
            refused(twice, good.clone(), "a doubled header").await;
            for other in [
                String::new(),
                " ".to_owned(),
                format!("{value},"),
                value.to_uppercase(),
                value.replace("v1", "v0").replace("sha256", "sha1"),
                value.replace('=', ""),
                value.chars().rev().collect(),
                "9".repeat(1_000),
                "v1,".repeat(500),
                format!("{}{value}", "v1=00,".repeat(300)),
            ] {
                let mut changed = headers.clone();
                changed.insert(name.clone(), HeaderValue::try_from(&other).unwrap());
                if changed[&name] != headers[&name] {
                    // A comma more at the end of Stripe's is an empty part, which says nothing.
                    let harmless = name == "stripe-signature" && other == format!("{value},");
                    if !harmless {
                        refused(changed, good.clone(), &format!("{name}: {other}")).await;
                    }
                }
            }
            let mut binary = headers.clone();
            binary.insert(name.clone(), HeaderValue::from_bytes(&[b'v', b'1', b',', 0xff, 0xfe]).unwrap());
            refused(binary, good.clone(), "bytes").await;
        }
        // Somebody else's key, and the key of another sender of the same app.
        refused(Sender::of(sender.scheme).sign(&id, now(), &good), good.clone(), "another key").await;
        for other in shop.senders().into_iter().filter(|other| other.scheme != sender.scheme) {
            refused(other.sign(&id, now(), &good), good.clone(), "another sender").await;
        }
        // Not of now.
        if sender.scheme != portcullis::WebhookScheme::GitHub {
            for at in [now() - 302, now() + 302, 0, -1, i64::MIN, i64::MIN + 1, i64::MAX - 1, i64::MAX] {
                refused(sender.sign(&id, at, &good), good.clone(), &format!("at {at}")).await;
            }
        }
        // Another media type is no JSON, whoever has signed it.
        for media in ["text/plain", "application/x-www-form-urlencoded", "", "application/json, text/plain"] {
            let mut changed = headers.clone();
            changed.insert("content-type", HeaderValue::from_static(media));
            let answer = send(&server, sender.path, changed, good.clone()).await;
            answer.assert_problem(415);
        }
        assert_eq!(runs_about(&server, about).await, 0, "{:?}", sender.scheme);
        // It was the attempts that were refused, not the call.
        assert_eq!(send(&server, sender.path, headers, good).await.status, 204);
        assert_eq!(runs_about(&server, about).await, 1);
    }
    assert!(log::lines_with("webhook_signature_fail").len() > 100);
    assert_eq!(log::lines_with("panicked"), Vec::<String>::new());
}

/// What is signed is judged as every input is.
#[tokio::test]
async fn a_signature_is_no_vetting() {
    let shop = Shop::new(Engine::Sqlite).await;
    let server = Server::start(shop.app()).await;
    for (number, (event, status)) in [
        (json!({ "about": "one" }), 422),
        (json!({ "then": "wait" }), 422),
        (json!({ "about": 1, "then": "x".repeat(11) }), 422),
        (json!({ "about": 1.5 }), 422),
    ]
    .into_iter()
    .enumerate()
    {
        shop.standard.call(&server, &format!("evt_{number}"), &event).await.assert_problem(status);
    }
    let not_json = b"{\"about\": 1".to_vec();
    let headers = shop.standard.sign("evt_x", now(), &not_json);
    send(&server, "/standard", headers, not_json).await.assert_problem(400);
    // Stripe's calls are told apart by the id in their body.
    for without in
        [&b"{\"about\":1}"[..], b"{\"about\":1,\"id\":7}", b"{\"about\":1,\"id\":\"a\",\"id\":\"b\"}"]
    {
        let headers = shop.stripe.sign("", now(), without);
        send(&server, "/stripe", headers, without.to_vec()).await.assert_problem(400);
    }
}

async fn what_is_not_signed_spends_nothing_of_the_sender(engine: Engine) {
    let shop = Shop::new(engine).await;
    let server = Server::start(shop.app()).await;
    let about = new_number();
    let stranger = Sender { path: "/few", ..Sender::of(shop.few.scheme) };
    for number in 0..50 {
        let answer = stranger.call(&server, &format!("evt_{number}"), &json!({ "about": about })).await;
        // After three failures of one address, what it sends is not looked at for a while.
        answer.assert_problem(if number < 3 { 401 } else { 429 });
    }
    for number in 0..3 {
        let id = format!("evt_{number}");
        assert_eq!(shop.few.call(&server, &id, &json!({ "about": about })).await.status, 204);
    }
    assert_eq!(runs_about(&server, about).await, 3);
}

/// Guessing ends where it ends for tokens.
#[tokio::test]
async fn an_address_that_only_fails_is_not_read_any_more() {
    let shop = Shop::new(Engine::Sqlite).await;
    let server = Server::start(shop.app().failed_credentials(20)).await;
    let stranger = Sender::of(shop.standard.scheme);
    for number in 0..20 {
        stranger.call(&server, &format!("evt_{number}"), &json!({ "about": 1 })).await.assert_problem(401);
    }
    stranger.call(&server, "evt_x", &json!({ "about": 1 })).await.assert_problem(429);
}

/// A sender whose key fits has proved who it is, whatever it says; and copies of what has succeeded cost whoever sends them.
#[tokio::test]
async fn a_signed_mistake_is_no_failure_and_copies_are_not_free() {
    let shop = Shop::new(Engine::Sqlite).await;
    let server = Server::start(shop.app().failed_credentials(20)).await;
    let without_id = b"{\"about\":1}".to_vec();
    for _ in 0..30 {
        let headers = shop.stripe.sign("", now(), &without_id);
        send(&server, "/stripe", headers, without_id.clone()).await.assert_problem(400);
    }
    let about = new_number();
    // Whose token is known is not kept out by the address.
    let admin = token(9, &[Role::Admin]);
    let runs = async || server.get(&format!("/runs/{about}"), &admin).await.json()[0]["count"].clone();
    assert_eq!(runs().await, 0);
    let copy = body("evt_1", &json!({ "about": about }));
    let headers = shop.standard.sign("evt_1", now(), &copy);
    let mut statuses = Vec::new();
    for _ in 0..30 {
        statuses.push(send(&server, "/standard", headers.clone(), copy.clone()).await.status);
    }
    assert_eq!(statuses.iter().filter(|status| **status == 204).count(), 21, "{statuses:?}");
    assert!(statuses.iter().skip(21).all(|status| *status == 429), "{statuses:?}");
    assert_eq!(runs().await, 1);
}

/// The limits of the route hold before the signature does.
#[tokio::test]
async fn bodies_that_are_large_slow_or_held_back() {
    let shop = Shop::new(Engine::Sqlite).await;
    let server = Server::start(shop.app()).await;
    let large = vec![b' '; 65 * 1024];
    let headers = shop.standard.sign("evt_1", now(), &large);
    send(&server, "/standard", headers, large).await.assert_problem(413);

    let slow = body("evt_2", &json!({ "about": 1 }));
    let mut head = format!("POST /standard HTTP/1.1\r\nhost: x\r\ncontent-length: {}\r\n", slow.len());
    for (name, value) in &shop.standard.sign("evt_2", now(), &slow) {
        head.push_str(&format!("{name}: {}\r\n", value.to_str().unwrap()));
    }
    let began = Instant::now();
    let mut socket = TcpStream::connect(server.address).await.unwrap();
    socket.write_all(&[head.as_bytes(), b"\r\n", &slow[..10]].concat()).await.unwrap();
    let mut answer = [0; 12];
    let read = tokio::time::timeout(Duration::from_secs(5), socket.read_exact(&mut answer)).await;
    read.unwrap().unwrap();
    assert_eq!(&answer, b"HTTP/1.1 408");
    assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
    // Without a signature in its head, a body is not waited for.
    let began = Instant::now();
    let head = "POST /standard HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{";
    let answer = server.raw(head.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 401"), "{answer}");
    assert!(began.elapsed() < Duration::from_secs(4));
}
