//! Rule: a public route refuses nobody
//! Expect: one error over both keys

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", public, deny = "404")]
async fn handler() -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
