//! Rule: a program is the app's, and comes in as `Exec`
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/pings", role = "customer")]
async fn ping(program: Program) -> Result<NoContent, Problem> {
    Ok(NoContent)
}

fn main() {}
