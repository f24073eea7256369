//! Calls that the carrier did not make, or not now.

use std::time::{SystemTime, UNIX_EPOCH};

use portcullis::WebhookScheme;
use portcullis::testing::signed_call;
use portcullis_tests::{Answer, Server};
use reqwest::Method;
use serde_json::json;

use crate::{House, carrier, customer, new_secret};

const DELIVERED: &str = r#"{"parcel_id":1,"weight":{"added":"later"}}"#;

/// A call, and the headers that sign it.
async fn call(server: &Server, signed: &[(&'static str, String)], body: &str) -> Answer {
    let request = server.request(Method::POST, "/webhooks/carrier");
    let request = request.header("content-type", "application/json").body(body.to_owned());
    Server::answer(signed.iter().fold(request, |request, (name, value)| request.header(*name, value))).await
}

#[tokio::test]
async fn a08_webhook_only_what_the_carrier_says_now_is_believed_and_once() {
    let house = House::open().await;
    let server = &house.server;
    let alice = customer(1);
    let status = async || server.get("/parcels/1", &alice).await.json()["status"].clone();
    let now = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()).unwrap();
    let sign = |secret: &str, id: &str, at: i64, body: &str| {
        signed_call(WebhookScheme::Standard, secret, id, at, body.as_bytes())
    };
    let signed = sign(carrier(), "msg_1", now, DELIVERED);

    // Unsigned, whoever has signed in; signed by somebody else; not now.
    call(server, &[], DELIVERED).await.assert_problem(401);
    call(server, &[("authorization", format!("Bearer {alice}"))], DELIVERED).await.assert_problem(401);
    call(server, &sign(&new_secret(), "msg_1", now, DELIVERED), DELIVERED).await.assert_problem(401);
    for at in [now - 302, now + 302, 0] {
        call(server, &sign(carrier(), "msg_1", at, DELIVERED), DELIVERED).await.assert_problem(401);
    }
    // Altered: what it says, which call it is, when it was made.
    call(server, &signed, &DELIVERED.replace('1', "2")).await.assert_problem(401);
    for (changed, value) in [("webhook-id", "msg_2".to_owned()), ("webhook-timestamp", (now - 1).to_string())]
    {
        let mut altered = signed.clone();
        altered.iter_mut().filter(|(name, _)| *name == changed).for_each(|header| header.1 = value.clone());
        assert_ne!(altered, signed);
        call(server, &altered, DELIVERED).await.assert_problem(401);
    }
    assert_eq!(status().await, "expected");
    assert_eq!(server.get("/parcels/2", &customer(2)).await.json()["status"], "expected");
    assert_eq!(house.log.named("webhook_signature_fail").len(), 9, "{}", house.log.text());

    // As the carrier has made it, and as whoever has a copy of it makes it again.
    assert_eq!(call(server, &signed, DELIVERED).await.status, 204);
    assert_eq!(status().await, "delivered");
    assert_eq!(server.post("/parcels/1/missing", &alice, json!({})).await.status, 200);
    for again in [signed, sign(carrier(), "msg_1", now + 1, DELIVERED)] {
        assert_eq!(call(server, &again, DELIVERED).await.status, 204);
        assert_eq!(status().await, "missing");
    }
}
