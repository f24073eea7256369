//! Rule: nobody signs what a caller with a token sends
//! Expect: one error at the parameter, prescribing `webhook`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Paid {
    order_id: i64,
}

#[secure_route(post = "/hooks", role = "admin")]
async fn hook(event: Signed<Paid>) -> NoContent {
    NoContent
}

fn main() {}
