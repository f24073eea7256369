//! Rule: to take a call twice needs a reason in words
//! Expect: one error at the reason

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Paid {
    order_id: i64,
}

#[secure_route(post = "/hooks", webhook = "payments", rate = "600/min", waive_webhook = "idempotent")]
async fn hook(event: Signed<Paid>) -> NoContent {
    NoContent
}

fn main() {}
