//! Rule: a program that is declared is taken
//! Expect: one error at the name of the program

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Done2 {
    done: bool,
}

#[secure_route(post = "/pings", role = "customer", exec = "ping")]
async fn ping(target: Valid<Json<Done2>>) -> Result<NoContent, Problem> {
    Ok(NoContent)
}

fn main() {}
