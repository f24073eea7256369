//! Rule: a key is given once; a list holds several
//! Expect: one error at the second

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", authenticated, rate = "5/min", rate = "100/hour")]
async fn handler() -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
