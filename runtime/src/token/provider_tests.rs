//! Floor 3. A provider on a socket of this machine, and how often it is asked.

use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::routing::get;
use serde_json::json;

use super::*;
use crate::role::RoleTable;
use crate::token::TokenRequest;
use crate::token::ring::KeyRing;
use crate::token::verify::Authenticator;

const NAME: &str = "https://idp.test";

/// What a test changes while the provider answers.
#[derive(Default)]
struct Published {
    asked: AtomicUsize,
    body: Mutex<Option<String>>,
}

impl Published {
    fn set(&self, body: Option<String>) {
        *self.body.lock().unwrap() = body;
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

/// A provider, and the URL of its keys.
async fn provider() -> (Arc<Published>, String) {
    let published = Arc::new(Published::default());
    let shared = Arc::clone(&published);
    let answer = move || {
        let shared = Arc::clone(&shared);
        async move {
            shared.asked.fetch_add(1, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_millis(50)).await;
            let body = shared.body.lock().unwrap().clone();
            body.map_or((http::StatusCode::BAD_GATEWAY, String::new()), |body| (http::StatusCode::OK, body))
        }
    };
    let elsewhere = || async { axum::response::Redirect::temporary("/jwks") };
    let routes = Router::new().route("/jwks", get(answer)).route("/moved", get(elsewhere));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, routes).await });
    (published, format!("http://{address}/jwks"))
}

/// The provider's own issuer, which signs, and what it publishes.
fn signer(id: &str) -> (Issuer, String) {
    let folder = std::env::temp_dir().join(format!("portcullis-provider-{:032x}", rand::random::<u128>()));
    let made = KeyRing::make_key(&folder).unwrap();
    let path = folder.join(format!("{id}.pem"));
    std::fs::rename(folder.join(format!("{made}.pem")), &path).unwrap();
    let issuer = Issuer::own(NAME, "shop", KeyRing::from_file(&path).unwrap());
    std::fs::remove_dir_all(&folder).unwrap();
    let set = issuer.jwks().to_string();
    (issuer, set)
}

fn token(issuer: &Issuer) -> String {
    issuer.sign(&TokenRequest::new("alice")).unwrap().reveal().to_owned()
}

fn app(url: &str, timing: Timing) -> (Arc<Issuer>, Authenticator) {
    let mut issuer = Issuer::provider(NAME, "shop", url, |sub| Some(sub.to_owned()));
    issuer.provider = Some(Provider::timed(url, timing));
    let issuer = Arc::new(issuer);
    let roles: Option<RoleTable> = None;
    (Arc::clone(&issuer), Authenticator::new(vec![issuer], roles))
}

fn is_bad(answer: &Result<Arc<crate::principal::Verified>, Refusal>) -> bool {
    matches!(answer, Err(Refusal::BadCredential(_)))
}

fn is_unavailable(answer: &Result<Arc<crate::principal::Verified>, Refusal>) -> bool {
    matches!(answer, Err(Refusal::Unavailable(_)))
}

#[tokio::test]
async fn a_flood_of_unknown_keys_costs_one_question() {
    let (published, url) = provider().await;
    let ((known, set), (other, _)) = (signer("one"), signer("two"));
    published.set(Some(set));
    let (_, app) = app(&url, TIMING);
    assert_eq!(&*app.verify(&token(&known)).await.unwrap().subject, "alice");
    assert_eq!(published.asked(), 1);
    let unknown: Vec<String> = (0..200).map(|_| token(&other)).collect();
    let flood = unknown.iter().map(|token| app.verify(token));
    let answers = futures_util::future::join_all(flood).await;
    assert!(answers.iter().all(is_bad));
    assert_eq!(published.asked(), 2);
    assert!(is_bad(&app.verify(&token(&other)).await));
    assert_eq!(published.asked(), 2);
    app.verify(&token(&known)).await.unwrap();
    assert_eq!(published.asked(), 2, "a known key is not asked for");
}

#[tokio::test]
async fn a_new_key_is_asked_for_and_one_that_is_gone_is_refused() {
    let (published, url) = provider().await;
    let ((old, old_set), (new, new_set)) = (signer("old"), signer("new"));
    published.set(Some(old_set));
    let (_, app) = app(&url, Timing { again: Duration::from_millis(1), ..TIMING });
    let old = token(&old);
    app.verify(&old).await.unwrap();
    assert!(app.remembered(&old).is_some_and(|known| known.is_ok()));
    published.set(Some(new_set));
    app.verify(&token(&new)).await.unwrap();
    assert!(app.remembered(&old).is_none(), "its key is gone");
    assert!(is_bad(&app.verify(&old).await));
}

#[tokio::test]
async fn whoever_goes_away_stops_no_answer() {
    let (published, url) = provider().await;
    let (known, set) = signer("one");
    published.set(Some(set));
    let (_, app) = app(&url, TIMING);
    let token = token(&known);
    let impatient = tokio::time::timeout(Duration::from_millis(5), app.verify(&token)).await;
    assert!(impatient.is_err(), "the provider takes 50 ms");
    app.verify(&token).await.unwrap();
    assert_eq!(published.asked(), 1);
}

#[tokio::test]
async fn without_keys_there_is_no_answer_about_a_token() {
    let (published, url) = provider().await;
    let (known, set) = signer("one");
    let (_, app) = app(&url, Timing { retry: Duration::from_millis(200), ..TIMING });
    for _ in 0..20 {
        assert!(is_unavailable(&app.verify(&token(&known)).await));
    }
    assert!(published.asked() <= 3, "{}", published.asked());
    published.set(Some(set));
    tokio::time::sleep(Duration::from_millis(250)).await;
    app.verify(&token(&known)).await.unwrap();
}

#[tokio::test]
async fn stale_keys_are_believed_for_a_while() {
    let (published, url) = provider().await;
    let (known, set) = signer("one");
    published.set(Some(set));
    let timing = Timing {
        least: Duration::from_millis(100),
        most: Duration::from_millis(100),
        retry: Duration::from_millis(50),
        stale: Duration::from_millis(1_500),
        ..TIMING
    };
    let (issuer, app) = app(&url, timing);
    tokio::spawn(refresh(Arc::downgrade(&issuer)));
    let token = token(&known);
    app.verify(&token).await.unwrap();
    tokio::time::sleep(Duration::from_millis(600)).await;
    assert!(published.asked() >= 3, "asked anew when due: {}", published.asked());
    published.set(None);
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert!(
        app.remembered(&token).is_some_and(|known| known.is_ok()),
        "the provider is down, its keys are not"
    );
    app.verify(&token).await.unwrap();
    tokio::time::sleep(Duration::from_millis(1_600)).await;
    assert!(app.remembered(&token).is_none(), "nobody vouches for the key any more");
    assert!(is_unavailable(&app.verify(&token).await));
    // The task ends with the app.
    drop((issuer, app));
    tokio::time::sleep(Duration::from_millis(200)).await;
    let asked = published.asked();
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(published.asked(), asked);
}

#[tokio::test]
async fn what_is_too_long_or_elsewhere_is_not_taken() {
    let (published, url) = provider().await;
    let (known, set) = signer("one");
    published.set(Some(set.clone()));
    let (_, moved) = app(&url.replace("/jwks", "/moved"), TIMING);
    assert!(is_unavailable(&moved.verify(&token(&known)).await));
    assert_eq!(published.asked(), 0, "no redirect is followed");
    published.set(Some(format!("{}{set}", " ".repeat(LONGEST))));
    let (_, long) = app(&url, TIMING);
    assert!(is_unavailable(&long.verify(&token(&known)).await));
    for junk in
        ["", "[]", "null", "{\"keys\":{}}", "{\"keys\":[1]}", "{\"keys\":[{\"kid\":\"a\",\"kid\":\"a\"}]}"]
    {
        published.set(Some(junk.to_owned()));
        let (_, app) = app(&url, TIMING);
        assert!(is_unavailable(&app.verify(&token(&known)).await), "{junk}");
    }
}

#[test]
fn the_age_of_an_answer_is_read() {
    for (text, age) in [
        ("max-age=600", Some(600)),
        ("public, max-age=3600, must-revalidate", Some(3_600)),
        ("no-store", None),
        ("max-age=-1", None),
        ("max-age=", None),
        ("s-maxage=9", None),
    ] {
        let answer = http::Response::builder().header(CACHE_CONTROL, text).body("").unwrap();
        assert_eq!(max_age(&answer.into()), age.map(Duration::from_secs), "{text}");
    }
}

#[test]
fn keys_come_over_https() {
    for (url, part) in [
        ("http://idp.test/jwks", "https"),
        ("http://127.0.0.1.idp.test/jwks", "https"),
        ("http://localhost.idp.test/jwks", "https"),
        ("ftp://localhost/jwks", "https"),
        ("file:///etc/passwd", "https"),
        ("idp.test/jwks", "none"),
        ("https://me:secret@idp.test/jwks", "password"),
    ] {
        assert!(Provider::new(url).fault().is_some_and(|fault| fault.contains(part)), "{url}");
    }
    for url in
        ["https://idp.test/jwks", "http://127.0.0.1:1/jwks", "http://[::1]:1/jwks", "http://localhost/jwks"]
    {
        assert_eq!(Provider::new(url).fault(), None, "{url}");
    }
}

#[test]
fn keys_that_are_for_something_else_are_passed_over() {
    let (_, set) = signer("one");
    let set: serde_json::Value = serde_json::from_str(&set).unwrap();
    let jwk = &set["keys"][0];
    let count = |jwks: Vec<serde_json::Value>| {
        jwk::read_set(json!({ "keys": jwks }).to_string().as_bytes()).unwrap().keys.len()
    };
    let with = |name: &str, value: serde_json::Value| {
        let mut changed = jwk.clone();
        changed.as_object_mut().unwrap().insert(name.to_owned(), value);
        changed
    };
    let without = |name: &str| {
        let mut changed = jwk.clone();
        changed.as_object_mut().unwrap().remove(name);
        changed
    };
    for good in [
        jwk.clone(),
        without("use"),
        without("alg"),
        with("alg", json!("Ed25519")),
        with("key_ops", json!(["verify"])),
        with("x5t", json!("anything")),
    ] {
        assert_eq!(count(vec![good.clone()]), 1, "{good}");
    }
    for bad in [
        with("use", json!("enc")),
        with("use", json!(["sig"])),
        with("key_ops", json!(["encrypt"])),
        with("key_ops", json!("verify")),
        with("key_ops", json!([])),
        with("alg", json!("ES256")),
        with("alg", json!("none")),
        with("alg", json!(null)),
        with("kid", json!(1)),
        with("kid", json!("")),
        with("kty", json!("oct")),
        with("k", json!("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8")),
        with("d", json!("AAAA")),
        with("crv", json!("X25519")),
        with("x", json!("AAAA")),
        without("kid"),
        without("kty"),
        without("x"),
    ] {
        assert_eq!(count(vec![bad.clone()]), 0, "{bad}");
    }
    assert_eq!(count(vec![jwk.clone(), jwk.clone()]), 0, "two of one id are none");
    assert_eq!(count(vec![jwk.clone(), with("kid", json!("two")), with("use", json!("enc"))]), 2);
}
