//! Rule: the name of an event is fixed when the program is compiled
//! Expect: one error that prescribes the literal

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Login {
    #[validate(length(max = 64))]
    name: String,
    #[validate(length(max = 128))]
    password: Secret<String>,
}

#[secure_route(post = "/login", public, rate = "5/min")]
async fn login(input: Valid<Json<Login>>, audit: Audit) -> NoContent {
    audit.note(event!(input.name));
    NoContent
}

fn main() {}
