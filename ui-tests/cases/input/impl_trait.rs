//! Rule: a parameter is judged by its type
//! Expect: one error at `impl`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/done", role = "customer")]
async fn handler(input: impl Send) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
