//! Rule: a function that takes anything puts nothing into an event
//! Expect: one error at the field

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

fn note<T: Copy>(audit: &Audit<'_>, what: T) {
    audit.note(event!("login_tried", what = what));
}

#[secure_route(post = "/login", public, rate = "5/min")]
async fn login(input: Valid<Json<Login>>, audit: Audit) -> NoContent {
    note(&audit, input.password.matches(&input.password));
    NoContent
}

fn main() {}
