//! Rule: a token in a query is a secret
//! Expect: one error at the type

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Input {
    #[validate(length(max = 128))]
    reset_token: String,
}

#[secure_route(get = "/reset", public)]
async fn reset(input: Valid<Query<Input>>) -> NoContent {
    NoContent
}

fn main() {}
