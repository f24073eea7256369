//! Rule: without a key a caller is counted by `user`
//! Expect: one error at the second

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", authenticated, rate = ["5/min", "5/min by user"])]
async fn handler() -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
