//! Bob wants Alice's invoice.

use reqwest::Method;
use serde_json::json;

use crate::{House, customer};

#[tokio::test]
async fn a01_access_another_ones_invoice_is_the_one_that_does_not_exist() {
    let house = House::open().await;
    let server = &house.server;
    let (alice, bob) = (customer(1), customer(2));
    let stolen = Some(json!({ "note": "of bob" }));
    let foreign = server.get("/invoices/1", &bob).await;
    let absent = server.get("/invoices/999", &bob).await;
    assert_eq!(foreign.assert_problem(404).comparable(), absent.assert_problem(404).comparable());
    let foreign = server.send(Method::PATCH, "/invoices/1", &bob, stolen.clone()).await;
    let absent = server.send(Method::PATCH, "/invoices/999", &bob, stolen).await;
    assert_eq!(foreign.assert_problem(404).comparable(), absent.assert_problem(404).comparable());
    let listed = server.get("/invoices", &bob).await;
    assert_eq!(listed.json()["items"], json!([{ "id": 2, "user_id": 2, "cents": 700, "note": "of bob" }]));
    let own = server.get("/invoices/1", &alice).await;
    assert_eq!(own.json(), json!({ "id": 1, "user_id": 1, "cents": 4200, "note": "of alice" }));
    // What he may change is his note, and neither the amount nor the owner.
    for field in ["user_id", "cents", "id"] {
        let body = Some(json!({ "note": "x", field: 1 }));
        server.send(Method::PATCH, "/invoices/2", &bob, body).await.assert_problem(422);
    }
    server.get("/invoices/1", "").await.assert_problem(401);
}

/// A browser sends no credential by itself, whatever page asks it to (CWE-352).
#[tokio::test]
async fn a01_access_no_page_calls_in_a_users_name() {
    let house = House::open().await;
    let server = &house.server;
    let alice = customer(1);
    for cookie in ["token", "access_token", "Authorization"] {
        let request = server.request(Method::PATCH, "/invoices/1").json(&json!({ "note": "x" }));
        let answer =
            portcullis_tests::Server::answer(request.header("cookie", format!("{cookie}={alice}"))).await;
        answer.assert_problem(401);
    }
    server
        .send(Method::GET, &format!("/invoices/1?access_token={alice}"), "", None)
        .await
        .assert_problem(401);
}
