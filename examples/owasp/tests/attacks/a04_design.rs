//! Codes are tried until one fits.

use portcullis_tests::Server;
use reqwest::Method;
use serde_json::json;

use crate::{House, VOUCHER};

#[tokio::test]
async fn a04_design_five_attempts_an_hour_are_five() {
    let house = House::open().await;
    let server = &house.server;
    for attempt in 0..5 {
        let body = json!({ "secret_code": format!("guess-{attempt}") });
        server.post("/vouchers/redeem", "", body).await.assert_problem(404);
    }
    // Now not even the right one, however it is sent: who lets clients say where they come from counts nobody.
    let right = json!({ "secret_code": VOUCHER });
    let refused = server.post("/vouchers/redeem", "", right.clone()).await;
    assert!(!refused.assert_problem(429).header("retry-after").is_empty(), "{refused:?}");
    for (name, value) in
        [("x-forwarded-for", "203.0.113.9"), ("forwarded", "for=203.0.113.9"), ("x-real-ip", "203.0.113.9")]
    {
        let request = server.request(Method::POST, "/vouchers/redeem").header(name, value).json(&right);
        Server::answer(request).await.assert_problem(429);
    }
}

#[tokio::test]
async fn a04_design_the_right_code_is_right() {
    let house = House::open().await;
    let server = &house.server;
    let answer = server.post("/vouchers/redeem", "", json!({ "secret_code": VOUCHER })).await;
    assert_eq!(answer.json(), json!({ "cents": 1000 }));
}
