//! Rule: a quota is a number that can be counted
//! Expect: one error at the value

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", authenticated, rate = "99999999999999999999999999/s")]
async fn handler() -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
