//! Rule: what a handler takes is vetted, whatever it is called
//! Expect: one error at the parameter, prescribing what to take

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

type Body<T> = axum::Json<T>;

#[secure_route(post = "/done", role = "customer")]
async fn handler(input: Body<NewOrder>) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
