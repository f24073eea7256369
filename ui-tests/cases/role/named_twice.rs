//! Rule: a role is named once
//! Expect: one error at the second literal

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", role = ["admin", "admin"])]
async fn handler() -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
