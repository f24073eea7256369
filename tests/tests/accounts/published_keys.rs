//! What the accounts sign: verified by the keys that they publish, and of their sessions alone.

use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use portcullis::Database;
use portcullis::identity::{Accounts, Issuer, KeyRing, TokenRequest};
use portcullis_tests::shop::Role;
use portcullis_tests::{Engine, Server, on_both};
use serde_json::{Value, json};

use super::{PASSWORD, Tokens, app};

on_both!(others_verify_by_the_published_keys, a_token_without_a_session_is_none);

/// A server whose issuer signs by the key in a folder, and another issuer of the same name and key.
async fn signing(engine: Engine) -> (Server, Issuer, Tokens) {
    let folder = std::env::temp_dir().join(format!("portcullis-keys-{:032x}", rand::random::<u128>()));
    KeyRing::make_key(&folder).unwrap();
    let issuer = || Issuer::own("https://accounts.test", "shop", KeyRing::from_directory(&folder).unwrap());
    let database = Database::connect(&engine.url().await).await.unwrap();
    let accounts = Accounts::on(&database, issuer()).newcomers([Role::Customer]).build().unwrap();
    accounts.migrate().await.unwrap();
    let server = Server::start(app(database, &accounts).await).await;
    let input = json!({ "name": "alice@example.com", "password": PASSWORD });
    assert_eq!(server.post("/auth/register", "", input.clone()).await.status, 204);
    let tokens = Tokens::of(&server.post("/auth/login", "", input).await);
    let twin = issuer();
    std::fs::remove_dir_all(&folder).unwrap();
    (server, twin, tokens)
}

async fn others_verify_by_the_published_keys(engine: Engine) {
    let (server, _, tokens) = signing(engine).await;
    let published = server.get("/.well-known/jwks.json", "").await;
    assert_eq!(published.status, 200, "{published:?}");
    let raw = published.json();
    assert_eq!(raw["keys"].as_array().unwrap().len(), 1, "{raw}");
    for secret in ["d", "k", "p", "q"] {
        assert!(raw["keys"][0].get(secret).is_none(), "{raw}");
    }
    let keys: JwkSet = serde_json::from_value(raw).unwrap();
    let header = decode_header(&tokens.access).unwrap();
    assert_eq!((header.alg, header.typ.as_deref()), (Algorithm::EdDSA, Some("at+jwt")));
    let key = keys.find(&header.kid.unwrap()).unwrap();
    let mut asked = Validation::new(Algorithm::EdDSA);
    asked.set_audience(&["shop"]);
    asked.set_issuer(&["https://accounts.test"]);
    let claims =
        decode::<Value>(&tokens.access, &DecodingKey::from_jwk(key).unwrap(), &asked).unwrap().claims;
    assert_eq!((&claims["sub"], &claims["roles"]), (&json!("1"), &json!(["customer"])), "{claims}");
    let life = claims["exp"].as_u64().unwrap() - claims["iat"].as_u64().unwrap();
    assert_eq!(life, 900);
}

async fn a_token_without_a_session_is_none(engine: Engine) {
    let (server, twin, tokens) = signing(engine).await;
    let payload = tokens.access.split('.').nth(1).unwrap();
    let payload = base64::Engine::decode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, payload).unwrap();
    let claims: Value = serde_json::from_slice(&payload).unwrap();
    let (session, epoch) = (claims["sid"].as_str().unwrap(), claims["epoch"].as_i64().unwrap());
    // All are signed by the right key.
    let mint = |request: TokenRequest| twin.mint(&request.roles([Role::Admin])).unwrap().reveal().to_owned();
    let of = |subject: &str| TokenRequest::new(subject);
    for token in [
        mint(of("1")),
        mint(of("1").claim("sid", session)),
        mint(of("1").claim("epoch", epoch)),
        mint(of("1").claim("sid", session).claim("epoch", epoch + 1)),
        mint(of("1").claim("sid", session).claim("epoch", epoch - 1)),
        mint(of("1").claim("sid", session).claim("epoch", epoch.to_string())),
        mint(of("1").claim("sid", session).claim("epoch", 0.5)),
        mint(of("1").claim("sid", 7).claim("epoch", epoch)),
        mint(of("1").claim("sid", "").claim("epoch", epoch)),
        mint(of("1").claim("sid", "0".repeat(32)).claim("epoch", epoch)),
        mint(of("2").claim("sid", session).claim("epoch", epoch)),
        mint(of("01").claim("sid", session).claim("epoch", epoch)),
        mint(of("+1").claim("sid", session).claim("epoch", epoch)),
    ] {
        server.get("/whoami", &token).await.assert_problem(401);
    }
    // Cut, swapped, and of a list of parts.
    let parts: Vec<&str> = tokens.access.split('.').collect();
    let refresh = &tokens.refresh;
    for token in [
        format!("{}.{}", parts[0], parts[1]),
        format!("{}.{}.", parts[0], parts[1]),
        format!("{}.{}.{}", parts[1], parts[0], parts[2]),
        format!("{}.{}.{}", parts[0], parts[1], &parts[2][1..]),
        format!("{}.{}.{refresh}", parts[0], parts[1]),
        format!("{}.{}", tokens.access, parts[2]),
        tokens.access.to_uppercase(),
    ] {
        server.get("/whoami", &token).await.assert_problem(401);
    }
    assert_eq!(server.get("/whoami", &tokens.access).await.status, 200);
}
