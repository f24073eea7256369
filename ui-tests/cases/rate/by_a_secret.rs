//! Rule: a quota does not count by a credential
//! Expect: one error at the quota

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct SignIn {
    #[validate(length(max = 80))]
    name: String,
    #[validate(length(max = 128))]
    password: Secret<String>,
}

#[secure_route(post = "/sign-in", public, rate = "5/min by ip+body.password")]
async fn sign_in(input: Valid<Json<SignIn>>) -> NoContent {
    NoContent
}

fn main() {}
