//! Rule: a route is on one method
//! Expect: one error over both keys

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", post = "/done", role = "admin")]
async fn handler() -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
