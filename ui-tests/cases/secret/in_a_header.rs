//! Rule: a key in a header is a secret
//! Expect: one error at the type

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Input {
    #[serde(rename = "x-partner-key")]
    #[validate(length(max = 128))]
    access_key: String,
}

#[secure_route(post = "/partners", public, rate = "5/min by ip")]
async fn partners(input: Valid<Headers<Input>>) -> NoContent {
    NoContent
}

fn main() {}
