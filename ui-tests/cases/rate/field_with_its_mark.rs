//! Rule: a field is named as people call it
//! Expect: one error at the value

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/done", authenticated, rate = "5/min by body.r#type")]
async fn handler() -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
