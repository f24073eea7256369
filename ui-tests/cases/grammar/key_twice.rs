//! Rule: a key is given once
//! Expect: one error over both

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", public, timeout = "5s", timeout = "6s")]
async fn handler() -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
