//! Rule: the signed body is read once
//! Expect: one error at the name of the handler

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Paid {
    order_id: i64,
}

#[secure_route(post = "/hooks", webhook = "payments", rate = "600/min", waive_input = "the partner sends odd headers")]
async fn hook(event: Signed<Paid>, request: RawRequest) -> NoContent {
    NoContent
}

fn main() {}
