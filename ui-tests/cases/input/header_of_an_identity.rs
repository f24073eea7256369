//! Rule: what a proxy says of the caller is not for a handler
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Identity {
    x_auth_request_email: Option<Text<200>>,
}

#[secure_route(get = "/done", public)]
async fn handler(input: Valid<Headers<Identity>>) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
