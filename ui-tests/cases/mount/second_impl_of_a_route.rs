//! Rule: all that a route declares is in its one `impl`
//! Expect: one error: the implementations conflict

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", role = "admin")]
async fn handler() -> Json<Done> {
    Json(Done { done: true })
}

impl portcullis::contract::Route for handler {
    type Verb = portcullis::contract::verb::Full;
}

fn main() {}
