//! Rule: a value stands in the attribute, where the reviewer reads it
//! Expect: one error at the value

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

const WHO: &str = "admin";

#[secure_route(get = "/done", role = WHO)]
async fn handler() -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
