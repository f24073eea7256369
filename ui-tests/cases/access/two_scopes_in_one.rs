//! Rule: a scope is one word
//! Expect: one error at the value

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", authenticated, scope = "orders:read orders:write")]
async fn handler() -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
