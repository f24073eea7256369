//! Rule: deserializing is not vetting
//! Expect: one error at the parameter, prescribing `#[secure_input]`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(portcullis::__private::serde::Deserialize)]
#[serde(crate = "portcullis::__private::serde")]
struct Plain {
    item: String,
}

#[secure_route(post = "/done", role = "customer")]
async fn handler(input: Valid<Json<Plain>>) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
