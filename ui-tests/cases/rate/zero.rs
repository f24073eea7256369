//! Rule: a quota lets someone in
//! Expect: one error at the value

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", public, rate = "0/min")]
async fn handler() -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
