//! Rule: a signature is no vetting
//! Expect: one error at the parameter, prescribing `#[secure_input]`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(serde::Deserialize)]
struct Paid {
    order_id: i64,
}

#[secure_route(post = "/hooks", webhook = "payments", rate = "600/min")]
async fn hook(event: Signed<Paid>) -> NoContent {
    NoContent
}

fn main() {}
