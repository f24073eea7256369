//! Rule: a raw request has no fields
//! Expect: one error at the value

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/done", authenticated, waive_input = "the partner sends no JSON", rate = "5/min by body.item")]
async fn handler(request: RawRequest) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
