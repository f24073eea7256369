//! Rule: a handler has no generic parameters
//! Expect: one error at the parameter `T`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/done", role = "customer")]
async fn handler<T: Send>(input: T) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
