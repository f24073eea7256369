//! Rule: a row is no input
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/done", role = "customer")]
async fn handler(input: Valid<Json<Order>>) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
