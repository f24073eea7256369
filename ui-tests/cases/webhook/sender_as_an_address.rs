//! Rule: a sender is a name, whose keys the app gives
//! Expect: one error at the name

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Paid {
    order_id: i64,
}

#[secure_route(post = "/hooks", webhook = "https://payments.example", rate = "600/min")]
async fn hook(event: Signed<Paid>) -> NoContent {
    NoContent
}

fn main() {}
