//! Rule: a parameter has a plain name
//! Expect: one error at the pattern

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/done", role = "customer")]
async fn handler(Json(input): Json<NewOrder>) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
