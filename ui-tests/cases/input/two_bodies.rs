//! Rule: a body is read once
//! Expect: one error at the handler's name

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/done", role = "customer")]
async fn handler(one: Valid<Json<NewOrder>>, two: Valid<Form<NewOrder>>) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
