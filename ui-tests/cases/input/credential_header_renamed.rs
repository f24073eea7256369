//! Rule: the credential is not for a handler, in any spelling
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Credential {
    #[serde(rename = "AUTHORIZATION")]
    sent: Option<Text<2000>>,
}

#[secure_route(get = "/done", authenticated)]
async fn handler(input: Valid<Headers<Credential>>) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
