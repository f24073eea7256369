//! Rule: the raw request needs a reason
//! Expect: one error at the parameter, prescribing `waive_input`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/done", role = "admin")]
async fn handler(input: RawRequest) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
