//! Rule: a parameter is not conditional
//! Expect: one error at `cfg`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/done", role = "customer")]
async fn handler(#[cfg(unix)] input: Valid<Json<NewOrder>>) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
