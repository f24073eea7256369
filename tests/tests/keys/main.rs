//! Keys of files: which start, which sign, and what becomes of tokens when they change.

mod pems;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use pems::{
    ED25519, ED25519_PUBLIC, P256, P256_PUBLIC, P256_SEC1, P384, P384_PUBLIC, RSA, RSA_1024_PUBLIC,
    RSA_PUBLIC,
};
use portcullis::identity::{Issuer, KeyFault, KeyRing, TokenRequest};
use portcullis_tests::shop::{self, Role};
use portcullis_tests::{Engine, Server, database, on_both};
use serde_json::json;

on_both!(
    a_key_that_leaves_takes_its_tokens_with_it,
    a_ring_that_becomes_bad_is_not_taken,
    a_provider_is_asked_once,
    an_outage_is_nobodys_failure,
);

/// 32 random bytes, for these tests.
const SHARED: &str = "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=";

/// A folder that goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let path = std::env::temp_dir().join(format!("portcullis-keys-{:032x}", rand::random::<u128>()));
        fs::create_dir(&path).unwrap();
        Self(path)
    }

    fn with(files: &[(&str, &str)]) -> Self {
        let folder = Self::new();
        for (name, text) in files {
            folder.put(name, text);
        }
        folder
    }

    /// Writes a key as an operator does who knows how: nobody sees half of it.
    fn put(&self, name: &str, text: &str) {
        let (path, unfinished) = (self.0.join(name), self.0.join(".unfinished"));
        fs::write(&unfinished, text).unwrap();
        mode(&unfinished, 0o600);
        fs::rename(unfinished, path).unwrap();
    }

    fn take(&self, name: &str) {
        fs::remove_file(self.0.join(name)).unwrap();
    }

    fn ring(&self) -> Result<KeyRing, KeyFault> {
        KeyRing::from_directory(&self.0)
    }

    fn issuer(&self) -> Issuer {
        Issuer::own("https://keys.test", "shop", self.ring().unwrap().reread_every(Duration::from_millis(50)))
    }

    fn token(&self) -> String {
        let request = TokenRequest::new(1).roles([Role::Customer]);
        self.issuer().mint(&request).unwrap().reveal().to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// The id of the key that signed a token.
fn signer(token: &str) -> String {
    use base64::Engine as _;
    let header =
        base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(token.split('.').next().unwrap()).unwrap();
    let header: serde_json::Value = serde_json::from_slice(&header).unwrap();
    header["kid"].as_str().unwrap().to_owned()
}

#[test]
fn every_kind_of_key_is_read_and_the_last_signs() {
    let folder = Folder::with(&[
        ("2026-11-25-1.pem", ED25519.as_str()),
        ("2026-11-25-2.hs256", SHARED),
        ("2026-11-25.pem", P256.as_str()),
        ("provider.pem", RSA_PUBLIC),
        ("reader.pem", P384_PUBLIC.as_str()),
    ]);
    assert!(matches!(folder.ring(), Err(KeyFault::Unreadable(place)) if place.ends_with("reader.pem")));
    folder.take("reader.pem");
    assert_eq!(signer(&folder.token()), "2026-11-25-2", "what only verifies does not sign");
    folder.take("2026-11-25-2.hs256");
    assert_eq!(signer(&folder.token()), "2026-11-25-1");
    folder.take("2026-11-25-1.pem");
    assert_eq!(signer(&folder.token()), "2026-11-25");
    folder.take("2026-11-25.pem");
    assert!(folder.issuer().mint(&TokenRequest::new(1)).is_err(), "nothing is left that signs");
    let made = KeyRing::make_key(&folder.0).unwrap();
    assert_eq!(signer(&folder.token()), made);
}

#[test]
fn what_is_no_strong_key_does_not_start_and_says_how_to_make_one() {
    let short = "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeA==";
    let zeros = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    let word = "bXktdmVyeS1zZWNyZXQta2V5LW9mLXRoZS1zaG9wLTAxMjM0NTY3ODk=";
    let twice = format!("{}{}", *ED25519, *P256);
    for (name, text, part) in [
        ("a.hs256", short, "shorter than 32 bytes"),
        ("a.hs256", zeros, "can be guessed"),
        ("a.hs256", word, "can be guessed"),
        ("a.hs256", "correct horse battery staple", "not base64"),
        ("a.hs256", "", "shorter than 32 bytes"),
        ("a.hs256", ED25519.as_str(), "not base64"),
        ("a.pem", "", "not one PEM"),
        ("a.pem", SHARED, "not one PEM"),
        ("a.pem", &twice, "not one PEM"),
        ("a.pem", P256_SEC1.as_str(), "not one PEM"),
        ("a.pem", P384.as_str(), "not one PEM"),
        ("a.pem", RSA.as_str(), "not one PEM"),
        ("a.pem", &ED25519.replace("MC4C", "MC5C"), "not one PEM"),
        ("a.pem", RSA_1024_PUBLIC, "2048"),
    ] {
        let folder = Folder::with(&[(name, text)]);
        for fault in [folder.ring().unwrap_err(), KeyRing::from_file(folder.0.join(name)).unwrap_err()] {
            // As a `main` that gives the error prints it.
            let told = format!("{fault:?}");
            let place = folder.0.join(name).display().to_string();
            assert!(
                told.contains(part) && told.contains(&place) && told.contains("make one"),
                "{name}: {told}"
            );
            assert!(
                !told.contains('\n') && !text.lines().any(|line| line.len() > 20 && told.contains(line)),
                "{told}"
            );
        }
    }
}

#[test]
fn nothing_in_a_folder_is_passed_over() {
    let told = |folder: &Folder| format!("{:?}", folder.ring().unwrap_err());
    for stranger in ["README", "a.key", "a.PEM", "a.pem.bak", "a.pem~"] {
        let folder = Folder::with(&[("2026.pem", ED25519.as_str()), (stranger, ED25519.as_str())]);
        assert!(told(&folder).contains("neither `.pem` nor `.hs256`"), "{stranger}: {}", told(&folder));
    }
    let folder = Folder::with(&[("2026.pem", ED25519.as_str()), (".gitignore", "*")]);
    folder.ring().unwrap();
    fs::create_dir(folder.0.join("more.pem")).unwrap();
    assert!(told(&folder).contains("no regular file"), "{}", told(&folder));
    let same = Folder::with(&[("2026.pem", ED25519.as_str()), ("2026.hs256", SHARED)]);
    assert!(told(&same).contains("two keys have the id `2026`"));
    let unnamed = Folder::with(&[("a key.pem", ED25519.as_str())]);
    assert!(told(&unnamed).contains("no id of a key"));
    let many: Vec<String> = (0..65).map(|number| format!("{number}.hs256")).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|name| (name.as_str(), SHARED)).collect();
    assert!(told(&Folder::with(&many)).contains("more than 64"));
    let huge = Folder::with(&[("a.pem", &"a".repeat(70_000))]);
    assert!(told(&huge).contains("over 64 KiB"));
}

#[test]
fn missing_keys_say_how_to_make_one() {
    let folder = Folder::new();
    for missing in [
        folder.ring().unwrap_err(),
        KeyRing::from_directory(folder.0.join("nowhere")).unwrap_err(),
        KeyRing::from_file(folder.0.join("2026.pem")).unwrap_err(),
        KeyRing::from_env("PORTCULLIS_NO_SUCH_KEY").unwrap_err(),
    ] {
        let told = format!("{missing:?}");
        assert!(told.contains("openssl genpkey -algorithm ed25519"), "{told}");
    }
}

#[test]
fn what_everybody_may_read_or_change_is_no_key() {
    for open in [0o604, 0o644, 0o602, 0o606, 0o601] {
        let folder = Folder::with(&[("2026.pem", ED25519.as_str())]);
        mode(&folder.0.join("2026.pem"), open);
        let told = format!("{:?}", folder.ring().unwrap_err());
        assert!(told.contains("2026.pem`; run") || told.contains("chmod 600"), "{open:o}: {told}");
    }
    for closed in [0o600, 0o400, 0o640, 0o440] {
        let folder = Folder::with(&[("2026.pem", ED25519.as_str())]);
        mode(&folder.0.join("2026.pem"), closed);
        folder.ring().unwrap();
    }
    let folder = Folder::with(&[("2026.pem", ED25519.as_str())]);
    mode(&folder.0, 0o777);
    let told = format!("{:?}", folder.ring().unwrap_err());
    assert!(told.contains("chmod 700"), "{told}");
}

#[test]
fn the_public_keys_are_published_and_no_other() {
    let folder = Folder::with(&[
        ("a.hs256", SHARED),
        ("b.pem", P256.as_str()),
        ("c.pem", ED25519.as_str()),
        ("d.pem", RSA_PUBLIC),
    ]);
    let set = folder.issuer().jwks();
    let keys = set["keys"].as_array().unwrap();
    let named: Vec<(&str, &str, &str)> = keys
        .iter()
        .map(|key| (key["kid"].as_str().unwrap(), key["alg"].as_str().unwrap(), key["kty"].as_str().unwrap()))
        .collect();
    assert_eq!(named, [("b", "ES256", "EC"), ("c", "EdDSA", "OKP"), ("d", "RS256", "RSA")]);
    for key in keys {
        let members: Vec<&str> = key.as_object().unwrap().keys().map(String::as_str).collect();
        assert!(
            members.iter().all(|name| ["kid", "alg", "use", "kty", "crv", "x", "y", "n", "e"].contains(name))
        );
    }
    // Others read them as they were written.
    let ring = portcullis::testing::ring_of_jwks(set.to_string().as_bytes()).unwrap();
    assert_eq!(format!("{ring:?}"), "KeyRing { ids: [\"b\", \"c\", \"d\"], .. }");
    let token = folder.token();
    assert!(signer(&token) == "c" && portcullis::testing::is_signed(&ring, &token));
    let public = Folder::with(&[
        ("b.pem", P256_PUBLIC.as_str()),
        ("c.pem", ED25519_PUBLIC.as_str()),
        ("d.pem", RSA_PUBLIC),
    ]);
    assert_eq!(public.issuer().jwks(), set, "a private key publishes its public half");
}

async fn settle() {
    tokio::time::sleep(Duration::from_millis(400)).await;
}

async fn a_key_that_leaves_takes_its_tokens_with_it(engine: Engine) {
    let folder = Folder::with(&[("2026-11-25-1.pem", ED25519.as_str())]);
    let server = Server::start(shop::app(database(engine).await).issuer(folder.issuer())).await;
    let old = folder.token();
    assert_eq!(server.get("/me", &old).await.status, 200);
    assert_eq!(server.get("/me", &old).await.status, 200, "it is remembered");
    // A new key joins: both are good, and new tokens bear its name.
    let made = KeyRing::make_key(&folder.0).unwrap();
    settle().await;
    let new = folder.token();
    assert_eq!(signer(&new), made);
    assert_eq!((server.get("/me", &old).await.status, server.get("/me", &new).await.status), (200, 200));
    // The old one leaves.
    folder.take("2026-11-25-1.pem");
    settle().await;
    server.get("/me", &old).await.assert_problem(401);
    assert_eq!(server.get("/me", &new).await.status, 200);
    // It comes back under its name with other bytes: the old token is none of its.
    folder.put("2026-11-25-1.pem", P256.as_str());
    settle().await;
    server.get("/me", &old).await.assert_problem(401);
    assert_eq!(server.get("/me", &new).await.status, 200);
}

async fn a_ring_that_becomes_bad_is_not_taken(engine: Engine) {
    let folder = Folder::with(&[("2026-11-25-1.pem", ED25519.as_str())]);
    let server = Server::start(shop::app(database(engine).await).issuer(folder.issuer())).await;
    let token = folder.token();
    for (name, text) in
        [("2026-11-26-1.pem", "half of a k"), ("b.hs256", "c2hvcnQ="), ("c.key", ED25519.as_str())]
    {
        folder.put(name, text);
        settle().await;
        assert_eq!(server.get("/me", &token).await.status, 200, "{name}");
        folder.take(name);
    }
    mode(&folder.0.join("2026-11-25-1.pem"), 0o644);
    settle().await;
    assert_eq!(server.get("/me", &token).await.status, 200);
    mode(&folder.0.join("2026-11-25-1.pem"), 0o600);
    // Once it is good again, it is taken.
    folder.put("2026-11-26-1.pem", P256.as_str());
    settle().await;
    assert_eq!(server.get("/me", &folder.token()).await.status, 200);
}

/// A provider on a socket, and how often it was asked.
async fn provider(set: String) -> (std::sync::Arc<std::sync::atomic::AtomicUsize>, String) {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let asked = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let counter = std::sync::Arc::clone(&asked);
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            counter.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
            let _ = socket.read(&mut [0; 4096]).await;
            let head =
                format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", set.len());
            let _ = socket.write_all(format!("{head}{set}").as_bytes()).await;
        }
    });
    (asked, format!("http://{address}/jwks.json"))
}

fn token_of(folder: &Folder, name: &str, subject: &str) -> String {
    let issuer = Issuer::own(name, "shop", folder.ring().unwrap());
    issuer.mint(&TokenRequest::new(subject).roles([Role::Admin])).unwrap().reveal().to_owned()
}

async fn a_provider_is_asked_once(engine: Engine) {
    // Provider and app call their keys the same.
    let (theirs, own) =
        (Folder::with(&[("k.pem", P256.as_str())]), Folder::with(&[("k.pem", ED25519.as_str())]));
    let (asked, url) = provider(theirs.issuer().jwks().to_string()).await;
    let subjects = |sub: &str| (sub == "idp|alice").then(|| "1".to_owned());
    let app = shop::app(database(engine).await)
        .issuer(own.issuer())
        .issuer(Issuer::provider("https://idp.test", "shop", &url, subjects).role("boss", Role::Admin))
        .issuer(Issuer::provider("https://down.test", "shop", "http://127.0.0.1:9/jwks", subjects));
    let server = Server::start(app).await;
    let alice = token_of(&theirs, "https://idp.test", "idp|alice");
    let me = server.get("/me", &alice).await;
    assert_eq!(
        (me.status, me.json()["subject"].clone(), me.json()["admin"].clone()),
        (200, json!("1"), json!(false))
    );
    assert_eq!(asked.load(std::sync::atomic::Ordering::SeqCst), 1);
    // Neither's key stands for the other, though both are called `k`.
    server.get("/me", &token_of(&theirs, "https://keys.test", "1")).await.assert_problem(401);
    server.get("/me", &token_of(&own, "https://idp.test", "idp|alice")).await.assert_problem(401);
    assert_eq!(server.get("/me", &own.token()).await.status, 200);
    // A flood of keys that nobody knows costs one question.
    let stranger = Folder::with(&[("stranger.pem", P256.as_str())]);
    for _ in 0..40 {
        server.get("/me", &token_of(&stranger, "https://idp.test", "idp|alice")).await.assert_problem(401);
    }
    assert_eq!(asked.load(std::sync::atomic::Ordering::SeqCst), 2);
    // Nothing is known of the third, so nothing is said of its tokens; the others go on.
    server.get("/me", &token_of(&stranger, "https://down.test", "idp|alice")).await.assert_problem(503);
    assert_eq!(server.get("/me", &alice).await.status, 200);
    assert_eq!(server.get("/me", &own.token()).await.status, 200);
}

/// Who presents a token of a provider that is down has not presented a bad one.
async fn an_outage_is_nobodys_failure(engine: Engine) {
    let theirs = Folder::with(&[("k.pem", P256.as_str())]);
    let down = Issuer::provider("https://down.test", "shop", "http://127.0.0.1:9/jwks", |_| None);
    let app = shop::app(database(engine).await).failed_credentials(2).issuer(down);
    let server = Server::start(app).await;
    let token = token_of(&theirs, "https://down.test", "1");
    for _ in 0..6 {
        server.get("/me", &token).await.assert_problem(503);
    }
    for _ in 0..2 {
        server.get("/me", "bad").await.assert_problem(401);
    }
    server.get("/me", "bad").await.assert_problem(429);
}
