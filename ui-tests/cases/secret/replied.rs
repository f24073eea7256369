//! Rule: a secret does not leave
//! Expect: one error at the reply

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Login {
    #[validate(length(max = 80))]
    name: String,
    #[validate(length(max = 128))]
    password: Secret<String>,
}

#[secure_route(post = "/login", public, rate = "5/min by ip")]
async fn login(input: Valid<Json<Login>>) -> Json<Secret<String>> {
    Json(input.into_inner().password)
}

fn main() {}
