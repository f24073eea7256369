//! Rule: a key is a known one
//! Expect: one error at the key, with the list

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", public, cache = "5min")]
async fn handler() -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
