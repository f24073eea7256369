//! Rule: a client sends declared inputs
//! Expect: one error at the parameter, prescribing `#[secure_input]`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

struct Plain {
    item: String,
}

#[secure_route(post = "/done", role = "customer")]
async fn handler(input: Valid<Json<Plain>>) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
