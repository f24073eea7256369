//! Rule: a `get` has no body
//! Expect: one error at the parameter, prescribing `post` or a query

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", public)]
async fn handler(input: Valid<Json<NewOrder>>) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
