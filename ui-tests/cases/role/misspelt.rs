//! Rule: a role is a variant of the enum
//! Expect: rustc's own error under the literal, naming the near variant

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", role = "amdin")]
async fn handler() -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
