//! Rule: a wrapper is no input by itself
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

struct Wrapper(axum::Json<NewOrder>);

#[secure_route(post = "/done", role = "customer")]
async fn handler(input: Wrapper) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
