//! Rule: a password in a form is a secret
//! Expect: one error at the type

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Input {
    #[validate(length(max = 128))]
    passphrase: String,
}

#[secure_route(post = "/login", public, rate = "5/min by ip")]
async fn login(input: Valid<Form<Input>>) -> NoContent {
    NoContent
}

fn main() {}
