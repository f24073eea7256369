//! Rule: no secret is the text of a problem
//! Expect: one error at the text

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
async fn login(input: Valid<Json<Login>>) -> Result<NoContent, Problem> {
    Err(Problem::conflict("taken", input.password))
}

fn main() {}
