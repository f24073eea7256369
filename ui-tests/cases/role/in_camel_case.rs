//! Rule: a role is written in snake case
//! Expect: one error at the literal

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", role = "Admin")]
async fn handler() -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
