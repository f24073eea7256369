//! Rule: `or_role` lifts an owner
//! Expect: one error at the key

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", role = "admin", or_role = "admin")]
async fn handler() -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
