//! Rule: a size has a unit
//! Expect: one error at the value, with an example

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/done", role = "admin", body_limit = "64")]
async fn handler() -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
