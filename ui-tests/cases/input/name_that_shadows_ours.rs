//! Rule: a type of our name is not ours
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::{Json, secure_route};
use portcullis_ui_tests::shop::*;

struct Valid<T>(T);

#[secure_route(post = "/done", role = "customer")]
async fn handler(input: Valid<NewOrder>) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
