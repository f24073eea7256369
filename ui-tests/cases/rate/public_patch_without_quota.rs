//! Rule: a public route that changes state names its quota
//! Expect: one error at `public`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(patch = "/done", public)]
async fn handler() -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
