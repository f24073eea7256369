//! Rule: a webhook says who calls by its signature, and not by a role too
//! Expect: one error over both rules

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Paid {
    order_id: i64,
}

#[secure_route(post = "/hooks", webhook = "payments", role = "admin", rate = "600/min")]
async fn hook(event: Signed<Paid>) -> NoContent {
    NoContent
}

fn main() {}
