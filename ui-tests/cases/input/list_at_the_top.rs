//! Rule: a client sends declared inputs, and a list of them is none
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/done", role = "customer")]
async fn handler(input: Valid<Json<Vec<NewOrder>>>) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
