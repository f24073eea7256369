//! Rule: a key has its value
//! Expect: one error at the key, with an example

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", role)]
async fn handler() -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
