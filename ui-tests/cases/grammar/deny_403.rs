//! Rule: `deny` hides by 404
//! Expect: one error at the value

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", role = "admin", deny = "403")]
async fn handler() -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
