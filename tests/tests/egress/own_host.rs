//! A host of the operator's: reached inside, with credentials that nobody sees, and never left.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;

use portcullis::EgressHost;
use portcullis::prelude::Secret;
use portcullis_tests::shop::Role;
use portcullis_tests::{Server, token};
use serde_json::json;

use super::app::bills;
use super::certificates::{Authority, Of};
use super::names::{Entry, at, serve};
use super::network::{Inside, OFFICE, OTHER, within};
use super::remote::{Remote, json as json_reply, place, redirect, reply, text};

const TOKEN: &str = "billing-token-of-the-test";
const KEY: &str = "billing-key-of-the-test";

fn secret(name: &str, text: &str) -> Secret<String> {
    let file = portcullis_tests::new_folder();
    std::fs::write(&file, text).unwrap();
    std::fs::set_permissions(&file, Permissions::from_mode(0o600)).unwrap();
    let secret = Secret::from_file(&file).unwrap_or_else(|fault| panic!("{name}: {fault}"));
    std::fs::remove_file(&file).unwrap();
    secret
}

/// The host in the office, whose authority is the company's own; another origin; and the app.
async fn world(
    act: impl Fn(&str) -> Vec<super::remote::Act> + Send + Sync + 'static,
) -> (Remote, Remote, Inside, Server) {
    let (system, company) = (Authority::of_the_system(), Authority::new("the company's"));
    let office = Remote::over_tls(OFFICE, 8443, company.server(&["billing.corp"], Of::Today), act).await;
    let other =
        Remote::over_tls(OTHER, 443, system.server(&["other.example.org"], Of::Today), |_| text("elsewhere"))
            .await;
    serve(|name, _| match name {
        "billing.corp" => at("10.0.0.7"),
        "other.example.org" => at("93.184.216.35"),
        _ => Entry::Nothing,
    })
    .await;
    let host = EgressHost::named("billing")
        .bearer(secret("token", TOKEN))
        .header("x-api-key", secret("key", KEY))
        .root_certificate(company.pem.clone());
    (office, other, Inside::watch().await, Server::start(bills().egress(host)).await)
}

const WHOLE: &str = r#"{"id":7,"name":"Ada","new":{"deep":[1,{"x":"y"}]},"kind":"company","address":{"street":"Lane 1","zip":"1"},"id2":8}"#;

#[test]
fn is_reached_with_the_operators_credentials() {
    within("own_host::is_reached_with_the_operators_credentials", || async {
        let (office, _, inside, server) = world(|_| json_reply(WHOLE)).await;
        let answer = server.get("/customers/a%2Fb%3Fc%23d%20%C3%A4", "").await;
        // Fields that are not declared are left out, at whatever depth.
        assert_eq!(
            answer.json(),
            json!({ "id": 7, "name": "Ada", "street": "Lane 1", "company": true }),
            "{answer:?}"
        );
        let request = office.requests().pop().unwrap();
        let line =
            "GET /api/v1/customers/a%2Fb%3Fc%23d%20%C3%A4/whole?as=a%2Fb%3Fc%23d+%C3%A4&limit=5 HTTP/1.1\r\n";
        assert!(request.starts_with(line), "{request}");
        assert!(request.contains(&format!("authorization: Bearer {TOKEN}\r\n")), "{request}");
        assert!(request.contains(&format!("x-api-key: {KEY}\r\n")), "{request}");
        assert!(request.contains("host: billing.corp:8443\r\n"), "{request}");
        // One connection serves the next request too.
        assert_eq!(server.get("/customers/8", "").await.status, 200);
        assert_eq!((office.requests().len(), office.connections()), (2, 1));
        inside.was_left_alone().await;
    });
}

#[test]
fn is_asked_for_no_path_that_a_value_makes() {
    within("own_host::is_asked_for_no_path_that_a_value_makes", || async {
        let (office, _, _, server) = world(|_| json_reply(WHOLE)).await;
        for id in [
            "..%2Fadmin",
            "%2e%2e",
            "%252e%252e",
            "..%5Cadmin",
            "x%2F..%2F..%2Fadmin",
            "..%3B%2Fadmin",
            "%252e%252e%252fadmin",
            "%2E",
            "%25252e.",
        ] {
            let answer = server.get(&format!("/customers/{id}"), "").await;
            assert_eq!(answer.status, 404, "{id}: {answer:?}");
        }
        assert_eq!(office.connections(), 0);
        for id in [
            "a%0D%0AHost:%20evil",
            "%3Fadmin%3D1",
            "%23",
            "%40evil.example",
            "http:%2F%2Fevil.example%2F",
            "%00x",
        ] {
            server.get(&format!("/customers/{id}"), "").await;
        }
        for request in office.requests() {
            let place = place(&request).to_owned();
            let path = place.split('?').next().unwrap();
            assert!(path.starts_with("/api/v1/customers/") && path.ends_with("/whole"), "{place}");
            assert_eq!(path.matches('/').count(), 5, "{place}");
            assert!(!request.to_lowercase().contains("\r\nhost: evil"), "{request}");
        }
    });
}

#[test]
fn is_never_left() {
    within("own_host::is_never_left", || async {
        let (office, other, inside, server) = world(|request| {
            match place(request)
                .split('?')
                .next()
                .unwrap()
                .trim_start_matches("/api/v1/customers/")
                .trim_end_matches("/whole")
            {
                "1" => redirect(302, "https://other.example.org/"),
                "2" => redirect(307, "https://billing.corp:443/"),
                "3" => redirect(302, "http://billing.corp:8443/"),
                "4" => redirect(302, "https://127.0.0.1/"),
                "5" => redirect(302, "https://user@billing.corp:8443/"),
                "6" => redirect(302, "//other.example.org/"),
                "7" => redirect(302, "https://billing.corp:8443@other.example.org/"),
                "8" => redirect(308, "/api/elsewhere?x"),
                "9" => redirect(302, "/elsewhere"),
                "10" => redirect(302, "https://:pw@billing.corp:8443/api/x"),
                "11" => redirect(302, "/api/../admin"),
                "12" => redirect(302, "/apiary"),
                _ => json_reply(WHOLE),
            }
        })
        .await;
        for id in (1..=7).chain(9..=12) {
            server.get(&format!("/customers/{id}"), "").await.assert_problem(503);
        }
        assert_eq!(other.connections(), 0);
        inside.was_left_alone().await;
        // Below its path it leads on.
        assert_eq!(server.get("/customers/8", "").await.status, 200);
        let last = office.requests().pop().unwrap();
        assert!(last.starts_with("GET /api/elsewhere?x HTTP/1.1\r\n") && last.contains(TOKEN), "{last}");
    });
}

#[test]
fn gets_what_the_caller_may_see() {
    within("own_host::gets_what_the_caller_may_see", || async {
        let (office, _, _, server) = world(|_| json_reply("{}")).await;
        for (roles, body) in [
            (vec![Role::Customer], r#"{"said":"the body"}"#),
            (vec![Role::Support], r#"{"said":"the body","risk":7}"#),
        ] {
            let answer = server.post("/charges", &token(1, &roles), json!({})).await;
            assert_eq!(answer.status, 200, "{answer:?}");
            let request = office.requests().pop().unwrap();
            assert!(request.starts_with("POST /api/v1/charges HTTP/1.1\r\n"), "{request}");
            assert!(
                request.contains("content-type: application/json\r\n") && request.ends_with(body),
                "{request}"
            );
            // The caller's own credential goes nowhere.
            assert_eq!(request.matches("Bearer").count(), 1, "{request}");
        }
        assert_eq!(server.send(reqwest::Method::DELETE, "/charges/9", "", None).await.status, 204);
        assert!(office.requests().pop().unwrap().starts_with("DELETE /api/v1/charges/9 HTTP/1.1\r\n"));
    });
}

#[test]
fn is_believed_in_nothing_that_is_not_declared() {
    within("own_host::is_believed_in_nothing_that_is_not_declared", || async {
        let (_, _, _, server) = world(|request| {
            let json = "content-type: application/json\r\n";
            let customer = place(request).split('?').next().unwrap();
            match customer.trim_start_matches("/api/v1/customers/").trim_end_matches("/whole") {
                "missing" => json_reply(r#"{"id":7}"#),
                "long" => json_reply(r#"{"id":7,"name":"more than ten letters"}"#),
                "type" => json_reply(r#"{"id":"7","name":"Ada"}"#),
                "word" => json_reply(r#"{"id":7,"name":"Ada","kind":"robot"}"#),
                "deep" => {
                    json_reply(r#"{"id":7,"name":"Ada","address":{"street":"longer than twenty letters"}}"#)
                }
                "list" => json_reply(r#"[7,"Ada",null,null]"#),
                "twice" => json_reply(r#"{"id":7,"id":8,"name":"Ada"}"#),
                "nul" => json_reply(r#"{"id":7,"name":"A\u0000"}"#),
                "half" => json_reply(r#"{"id":7,"name":"Ad"#),
                "nested" => json_reply(&format!(
                    r#"{{"id":7,"name":"Ada","x":{}{}}}"#,
                    "[".repeat(100_000),
                    "]".repeat(100_000)
                )),
                "status" => reply(500, json, WHOLE),
                "html" => reply(200, "content-type: text/html\r\n", WHOLE),
                "bare" => reply(200, "", WHOLE),
                "/api/v1/customers" => json_reply(&format!("[{WHOLE},{WHOLE}]")),
                _ => json_reply(WHOLE),
            }
        })
        .await;
        for id in [
            "missing", "long", "type", "word", "deep", "list", "twice", "nul", "half", "status", "html",
            "bare",
        ] {
            let answer = server.get(&format!("/customers/{id}"), "").await;
            answer.assert_problem(503);
            assert!(!answer.text.contains("Ada") && !answer.text.contains("name"), "{id}: {answer:?}");
        }
        // What is read over is read over without a stack.
        let nested = server.get("/customers/nested", "").await;
        assert!([200, 503].contains(&nested.status), "{nested:?}");
        assert_eq!(server.get("/customers/good", "").await.status, 200);
        let list = server.get("/customers", "").await.json();
        assert_eq!(list.as_array().map(Vec::len), Some(2), "{list}");
    });
}
