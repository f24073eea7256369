//! Rule: path and query of a webhook are signed by nobody
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Paid {
    order_id: i64,
}

#[secure_input]
struct Place {
    shop: i64,
}

#[secure_route(post = "/hooks/{shop}", webhook = "payments", rate = "600/min")]
async fn hook(event: Signed<Paid>, more: Valid<Path<Place>>) -> NoContent {
    NoContent
}

fn main() {}
