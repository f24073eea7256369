//! Rule: a webhook asks for no token
//! Expect: one error over both keys

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Paid {
    order_id: i64,
}

#[secure_route(post = "/hooks", webhook = "payments", scope = "orders:write", rate = "600/min")]
async fn hook(event: Signed<Paid>) -> NoContent {
    NoContent
}

fn main() {}
