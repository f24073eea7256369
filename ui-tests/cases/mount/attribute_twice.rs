//! Rule: a handler is one route
//! Expect: one error at the second attribute

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/one", public)]
#[secure_route(get = "/two", public)]
async fn handler() -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
