//! Rule: the body of a webhook is signed, and read as what was signed
//! Expect: one error at the parameter, prescribing `Signed<T>`
//!
//! A08 Software and Data Integrity Failures (CWE-345): whoever knows the address says what the carrier says.
//! The secure form is `src/a08_webhook.rs`; the guarantee's own program `ui-tests/cases/webhook/json_body.rs`.

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;

#[secure_input]
struct Delivery {
    parcel_id: i64,
}

#[secure_route(post = "/webhooks/carrier", webhook = "carrier", rate = "600/min")]
async fn parcel_delivered(delivery: Valid<Json<Delivery>>) -> NoContent {
    NoContent
}

fn main() {}
