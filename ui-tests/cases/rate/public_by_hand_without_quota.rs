//! Rule: a route without a method counts as changing state
//! Expect: one error at `public`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(public)]
async fn handler() -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
