//! Rule: a handler is asynchronous
//! Expect: one error at `fn`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", public)]
fn handler() -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
