//! Rule: who forwarded a request is not for a handler, in any spelling
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
#[serde(rename_all = "kebab-case")]
struct Forwarded {
    #[validate(length(max = 100))]
    x_forwarded_for: Option<String>,
}

#[secure_route(get = "/done", authenticated)]
async fn handler(input: Valid<Headers<Forwarded>>) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
