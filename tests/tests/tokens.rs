//! Every token that is not exactly one of ours is refused, by the same answer.

use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::crypto::sign;
use jsonwebtoken::{Algorithm, EncodingKey};
use portcullis::identity::{Issuer, KeyRing, TokenRequest};
use portcullis::testing;
use portcullis_tests::shop::Role::{Admin, Customer};
use portcullis_tests::{
    AUDIENCE, Engine, ISSUER, KEY_ID, SECRET, Server, database, issuer, on_both, shop, token,
};
use reqwest::Method;
use serde_json::{Value, json};

on_both!(
    the_unchanged_token_passes,
    changed_claims_are_refused,
    claims_of_the_wrong_type_are_refused,
    changed_headers_are_refused,
    changed_texts_are_refused,
    the_credential_stands_in_one_header_alone,
    roles_are_those_of_the_enum_and_by_inclusion,
    expiry_is_judged_at_every_call,
    an_outside_issuer_is_mapped_or_means_nothing,
    elliptic_keys_sign_and_verify,
);

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

fn header() -> Value {
    json!({ "alg": "HS256", "kid": KEY_ID, "typ": "at+jwt" })
}

fn claims() -> Value {
    json!({
        "iss": ISSUER, "aud": AUDIENCE, "sub": "1", "exp": now() + 600, "iat": now(), "nbf": now(),
        "jti": "a", "roles": ["customer"], "scope": "",
    })
}

/// A change of one member; `null` as the change removes it.
fn with(mut object: Value, name: &str, value: Value) -> Value {
    let members = object.as_object_mut().unwrap();
    if value == json!("REMOVED") {
        members.remove(name);
    } else {
        members.insert(name.to_owned(), value);
    }
    object
}

fn part(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

fn signed_text(header: &str, claims: &str, secret: &[u8], algorithm: Algorithm) -> String {
    let message = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
    let signature = sign(message.as_bytes(), &EncodingKey::from_secret(secret), algorithm).unwrap();
    format!("{message}.{signature}")
}

fn signed(header: &Value, claims: &Value) -> String {
    signed_text(&header.to_string(), &claims.to_string(), SECRET, Algorithm::HS256)
}

async fn status(server: &Server, token: &str) -> u16 {
    server.get("/me", token).await.status
}

async fn the_unchanged_token_passes(engine: Engine) {
    let server = Server::shop(engine).await;
    assert_eq!(status(&server, &signed(&header(), &claims())).await, 200);
    let typed = with(header(), "typ", json!("application/AT+JWT"));
    assert_eq!(status(&server, &signed(&typed, &claims())).await, 200);
    let several = with(claims(), "aud", json!(["other", AUDIENCE]));
    assert_eq!(status(&server, &signed(&header(), &several)).await, 200);
}

async fn changed_claims_are_refused(engine: Engine) {
    let server = Server::shop(engine).await;
    let soon = now() + 600;
    let mut refused = vec![
        ("iss", json!("https://other.test")),
        ("aud", json!("other")),
        ("aud", json!([])),
        ("exp", json!(now() - 60)),
        ("exp", json!(0)),
        ("exp", json!(-1)),
        ("exp", json!(soon as f64 + 0.5)),
        ("exp", json!(soon.to_string())),
        ("exp", json!(1e300)),
        ("iat", json!(now() + 60)),
        ("nbf", json!(now() + 60)),
        ("nbf", json!("0")),
        ("sub", json!("")),
        ("sub", json!("a\nb")),
        ("sub", json!("a".repeat(256))),
        ("roles", json!("customer")),
        ("roles", json!([1])),
        ("roles", json!({ "customer": true })),
        ("scope", json!(["reports:read"])),
        ("crit", json!("REMOVED")),
        ("exp", json!(now() + 25 * 60 * 60)),
        ("exp", json!(u64::MAX)),
        ("cnf", json!({ "jkt": "x" })),
        ("act", json!({ "sub": "2" })),
        ("cnf", Value::Null),
    ];
    refused.retain(|(name, _)| *name != "crit");
    for name in ["iss", "aud", "sub", "exp", "iat", "nbf", "jti"] {
        refused.push((name, json!("REMOVED")));
        refused.push((name, Value::Null));
        refused.push((name, json!({})));
        refused.push((name, json!(true)));
    }
    for (name, value) in refused {
        let token = signed(&header(), &with(claims(), name, value.clone()));
        assert_eq!(status(&server, &token).await, 401, "{name}: {value}");
    }
}

/// Each claim of each wrong type, written as it is, and twice.
async fn claims_of_the_wrong_type_are_refused(engine: Engine) {
    let server = Server::shop(engine).await;
    let good = claims();
    let mut tried = 0;
    for name in ["exp", "nbf", "iat", "aud", "sub", "iss", "jti"] {
        let soon = now() + 300;
        let is_time = ["exp", "nbf", "iat"].contains(&name);
        let mut wrong: Vec<String> =
            ["true", "false", "null", "[]", "{}", "{\"a\":1}", "[1]", "[null]", "[[]]"]
                .map(str::to_owned)
                .to_vec();
        if is_time {
            wrong.extend([
                format!("\"{soon}\""),
                format!("{soon}.0"),
                format!("{soon}.5"),
                format!("{soon}e0"),
            ]);
            wrong.extend([
                format!("[{soon}]"),
                format!("-{soon}"),
                "-1".into(),
                "-0.0".into(),
                "1e30".into(),
            ]);
            wrong.extend(["1e300", "18446744073709551616", "\"\"", "\"never\""].map(str::to_owned));
        } else {
            wrong.extend(["0", "1", "-1", "1.5", "1e30"].map(str::to_owned));
        }
        // A time that is no time would count as absent to who asks for it kindly.
        let rest = with(good.clone(), name, json!("REMOVED")).to_string();
        let rest = rest.trim_end_matches('}');
        for value in &wrong {
            let text = format!("{rest},\"{name}\":{value}}}");
            let token = signed_text(&header().to_string(), &text, SECRET, Algorithm::HS256);
            assert_eq!(status(&server, &token).await, 401, "{text}");
            tried += 1;
        }
        let (once, escaped) = (good[name].to_string(), format!("\\u{:04x}", u32::from(name.as_bytes()[0])));
        for twice in [name.to_owned(), format!("{escaped}{}", &name[1..])] {
            let text = format!("{rest},\"{name}\":{once},\"{twice}\":{once}}}");
            let token = signed_text(&header().to_string(), &text, SECRET, Algorithm::HS256);
            assert_eq!(status(&server, &token).await, 401, "{text}");
        }
        let text = format!("{rest},\"{name}\":{once}}}");
        let token = signed_text(&header().to_string(), &text, SECRET, Algorithm::HS256);
        assert_eq!(status(&server, &token).await, 200, "the claim as it should be: {text}");
    }
    assert!(tried > 100, "{tried}");
}

async fn changed_headers_are_refused(engine: Engine) {
    let server = Server::shop(engine).await;
    for (name, value) in [
        ("alg", json!("none")),
        ("alg", json!("None")),
        ("alg", json!("HS384")),
        ("alg", json!("HS512")),
        ("alg", json!("RS256")),
        ("alg", json!("EdDSA")),
        ("alg", json!("hs256")),
        ("alg", json!("REMOVED")),
        ("alg", Value::Null),
        ("kid", json!("REMOVED")),
        ("kid", json!("")),
        ("kid", json!("other")),
        ("kid", json!("../../dev/null")),
        ("kid", json!(1)),
        ("typ", json!("JWT")),
        ("typ", json!("rt+jwt")),
        ("typ", json!("REMOVED")),
        ("crit", json!(["exp"])),
        ("crit", json!([])),
        ("crit", Value::Null),
    ] {
        let token = signed(&with(header(), name, value.clone()), &claims());
        assert_eq!(status(&server, &token).await, 401, "{name}: {value}");
    }
    // A key that the token itself brings is not looked at.
    for place in ["jku", "x5u"] {
        let elsewhere = with(header(), place, json!("https://attacker.test/jwks.json"));
        let token = signed_text(&elsewhere.to_string(), &claims().to_string(), &[b'x'; 32], Algorithm::HS256);
        assert_eq!(status(&server, &token).await, 401, "{place}");
    }
    let own_key = with(header(), "jwk", json!({ "kty": "oct", "k": URL_SAFE_NO_PAD.encode("x".repeat(32)) }));
    let token = signed_text(&own_key.to_string(), &claims().to_string(), &[b'x'; 32], Algorithm::HS256);
    assert_eq!(status(&server, &token).await, 401);
    let other = signed_text(&header().to_string(), &claims().to_string(), &[7; 48], Algorithm::HS256);
    assert_eq!(status(&server, &other).await, 401);
    let stronger = with(header(), "alg", json!("HS512"));
    let stronger = signed_text(&stronger.to_string(), &claims().to_string(), SECRET, Algorithm::HS512);
    assert_eq!(status(&server, &stronger).await, 401);
}

async fn changed_texts_are_refused(engine: Engine) {
    let server = Server::shop(engine).await;
    let good = signed(&header(), &claims());
    let (message, signature) = good.rsplit_once('.').unwrap();
    let (head, payload) = message.split_once('.').unwrap();
    let mut flipped = signature.to_owned();
    let last = flipped.pop().unwrap();
    // The last character of 32 bytes carries two bits that mean nothing; another one there is not canonical.
    let twin = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        .chars()
        .find(|letter| *letter != last)
        .unwrap();
    flipped.push(twin);
    for token in [
        String::new(),
        ".".into(),
        "..".into(),
        "...".into(),
        format!("{message}."),
        message.to_owned(),
        format!("{good}."),
        format!("{good}.x"),
        format!(".{good}"),
        format!("{head}.{signature}"),
        format!("{message}.{flipped}"),
        format!("{head}=.{payload}.{signature}"),
        format!("{good}="),
        good.replace('.', ".."),
        format!("{head}.{}.{signature}", part(&with(claims(), "sub", json!("2")))),
        format!("{}.{payload}.", part(&with(header(), "alg", json!("none")))),
        "a".repeat(9_000),
    ] {
        let answer = server.request(Method::GET, "/me").header("authorization", format!("Bearer {token}"));
        let answer = Server::answer(answer).await;
        assert_eq!(answer.status, 401, "{token}");
    }
    // RFC 8725bis, section 3.7: one encoding, so that a text has one meaning.
    let wide: Vec<u8> = claims().to_string().encode_utf16().flat_map(u16::to_be_bytes).collect();
    let marked = [&[0xef, 0xbb, 0xbf], claims().to_string().as_bytes()].concat();
    let latin = with(claims(), "name", json!("caf?")).to_string().replace("caf?", "caf\u{1}").into_bytes();
    let latin: Vec<u8> = latin.into_iter().map(|byte| if byte == 1 { 0xe9 } else { byte }).collect();
    for payload in [wide, marked, latin] {
        let message = format!("{head}.{}", URL_SAFE_NO_PAD.encode(payload));
        let signature =
            sign(message.as_bytes(), &EncodingKey::from_secret(SECRET), Algorithm::HS256).unwrap();
        assert_eq!(status(&server, &format!("{message}.{signature}")).await, 401);
    }
    // The order in which a list would be read as an object.
    let list = json!(["HS256", KEY_ID, "at+jwt"]).to_string();
    let token = signed_text(&list, &claims().to_string(), SECRET, Algorithm::HS256);
    assert_eq!(status(&server, &token).await, 401, "a list is no header");
    for (doubled, what) in [
        (format!("{},\"roles\":[\"admin\"]}}", claims().to_string().trim_end_matches('}')), "roles"),
        (
            format!("{},\"\\u0072oles\":[\"admin\"]}}", claims().to_string().trim_end_matches('}')),
            "roles, escaped",
        ),
        (format!("{},\"sub\":\"2\"}}", claims().to_string().trim_end_matches('}')), "sub"),
        (format!("{},\"exp\":{}}}", claims().to_string().trim_end_matches('}'), now() + 999), "exp"),
    ] {
        let token = signed_text(&header().to_string(), &doubled, SECRET, Algorithm::HS256);
        assert_eq!(status(&server, &token).await, 401, "{what} stands twice");
    }
}

async fn the_credential_stands_in_one_header_alone(engine: Engine) {
    let server = Server::shop(engine).await;
    let good = token(1, &[Customer]);
    let query = server.get(&format!("/me?access_token={good}"), "").await;
    query.assert_problem(401);
    let cookie = server.request(Method::GET, "/me").header("cookie", format!("access_token={good}"));
    Server::answer(cookie).await.assert_problem(401);
    let twice = server
        .request(Method::GET, "/me")
        .bearer_auth(&good)
        .header("authorization", format!("Bearer {good}"));
    Server::answer(twice).await.assert_problem(401);
    for value in [
        format!("Bearer  {good}"),
        format!("Bearer\t{good}"),
        format!("Bearer {good} x"),
        format!("Bearer {good},Bearer {good}"),
        format!("Token {good}"),
        format!("Basic {good}"),
        good.clone(),
        format!("Bearer\u{a0}{good}"),
    ] {
        let answer = server.request(Method::GET, "/me").header("authorization", value.clone());
        Server::answer(answer).await.assert_problem(401);
    }
}

async fn roles_are_those_of_the_enum_and_by_inclusion(engine: Engine) {
    let server = Server::shop(engine).await;
    let me = |roles: Value| {
        let (server, token) = (&server, signed(&header(), &with(claims(), "roles", roles)));
        async move { server.get("/me", &token).await.json() }
    };
    let (none, support) = (json!([]), json!(["support"]));
    assert_eq!(
        (me(none.clone()).await["admin"].clone(), me(none).await["support"].clone()),
        (json!(false), json!(false))
    );
    assert_eq!(me(support.clone()).await["support"], true);
    assert_eq!(me(support).await["admin"], false);
    assert_eq!(me(json!(["admin"])).await["support"], true);
    for unknown in [json!(["Admin"]), json!(["ADMIN"]), json!(["admin "]), json!(["root", "*"]), json!([""])]
    {
        assert_eq!(me(unknown).await["admin"], false);
    }
}

async fn expiry_is_judged_at_every_call(engine: Engine) {
    let server = Server::shop(engine).await;
    // Dead in one second; the leeway of five is over after six.
    let token = signed(&header(), &with(with(claims(), "exp", json!(now() + 1)), "iat", json!(now())));
    assert_eq!(status(&server, &token).await, 200);
    tokio::time::sleep(std::time::Duration::from_millis(7_200)).await;
    assert_eq!(status(&server, &token).await, 401, "the cache does not outlive the token");
}

async fn an_outside_issuer_is_mapped_or_means_nothing(engine: Engine) {
    let secret: Vec<u8> = (0..64).collect();
    let ring = || KeyRing::new().signing_hs256("outside", &testing::secret(&secret)).unwrap();
    let outside = Issuer::outside("https://idp.test", "shop", ring(), |sub| {
        (sub == "idp|alice").then(|| "1".to_owned())
    })
    .role("orders-admins", Admin);
    let app = shop::app(database(engine).await).issuer(issuer()).issuer(outside);
    let server = Server::start(app).await;
    let call = |sub: &'static str, roles: Value, iss: &'static str| {
        let server = &server;
        let header = json!({ "alg": "HS256", "kid": "outside", "typ": "at+jwt" });
        let claims = with(with(with(claims(), "iss", json!(iss)), "sub", json!(sub)), "roles", roles);
        let token = signed_text(
            &header.to_string(),
            &claims.to_string(),
            &(0..64).collect::<Vec<u8>>(),
            Algorithm::HS256,
        );
        async move { server.get("/me", &token).await }
    };
    let alice = call("idp|alice", json!(["orders-admins"]), "https://idp.test").await.json();
    assert_eq!((alice["subject"].clone(), alice["admin"].clone()), (json!("1"), json!(true)));
    // Our own names mean nothing from outside, and its subject 1 is nobody here.
    assert_eq!(call("idp|alice", json!(["admin"]), "https://idp.test").await.json()["admin"], false);
    assert_eq!(call("1", json!(["orders-admins"]), "https://idp.test").await.status, 401);
    // One issuer's key does not speak for the other.
    assert_eq!(call("1", json!(["admin"]), ISSUER).await.status, 401);
}

/// A key of this run, as PEM.
fn ed25519() -> String {
    let pair = aws_lc_rs::signature::Ed25519KeyPair::generate().unwrap();
    let der: aws_lc_rs::encoding::Pkcs8V1Der<'_> = aws_lc_rs::encoding::AsDer::as_der(&pair).unwrap();
    let text = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, der.as_ref());
    format!("-----BEGIN PRIVATE KEY-----\n{text}\n-----END PRIVATE KEY-----")
}

async fn elliptic_keys_sign_and_verify(engine: Engine) {
    let key = ed25519();
    let ring = || KeyRing::new().signing_ed25519("ed", &testing::secret(key.as_bytes())).unwrap();
    let issuer = || Issuer::own("https://ed.test", "shop", ring());
    let server = Server::start(shop::app(database(engine).await).issuer(issuer())).await;
    let token = issuer().mint(&TokenRequest::new(1).roles([Customer])).unwrap();
    assert_eq!(status(&server, token.reveal()).await, 200);
    let (message, _) = token.reveal().rsplit_once('.').unwrap();
    // RFC 9864 has another name for the algorithm.
    let named = json!({ "alg": "Ed25519", "kid": "ed", "typ": "at+jwt" });
    let payload = message.split_once('.').unwrap().1;
    let message = format!("{}.{payload}", part(&named));
    let signing = EncodingKey::from_ed_pem(key.as_bytes()).unwrap();
    let signature = sign(message.as_bytes(), &signing, Algorithm::EdDSA).unwrap();
    assert_eq!(status(&server, &format!("{message}.{signature}")).await, 200);
    // The public key is public; used as a shared secret it must not sign.
    let forged =
        sign(message.as_bytes(), &EncodingKey::from_secret(key.as_bytes()), Algorithm::HS256).unwrap();
    assert_eq!(status(&server, &format!("{message}.{forged}")).await, 401);
}
