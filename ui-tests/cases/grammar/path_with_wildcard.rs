//! Rule: a path matches segment by segment
//! Expect: one error at the path

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/files/{*rest}", public)]
async fn handler() -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
