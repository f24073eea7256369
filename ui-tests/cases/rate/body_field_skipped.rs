//! Rule: what no client sends is no key to count by
//! Expect: one error at the value

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input(waive_input = "the server fills it in")]
struct Login {
    #[validate(length(max = 80))]
    email: String,
    #[serde(skip)]
    #[validate(length(max = 80))]
    trace: String,
}

#[secure_route(post = "/login", authenticated, rate = "5/min by body.trace")]
async fn handler(login: Valid<Json<Login>>) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
