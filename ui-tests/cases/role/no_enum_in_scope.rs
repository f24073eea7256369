//! Rule: the enum of roles is in scope as `Role`
//! Expect: rustc's own error at the literal

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::Done;

#[secure_route(get = "/done", role = "admin")]
async fn handler() -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
