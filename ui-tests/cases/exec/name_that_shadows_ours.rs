//! Rule: a type of our name is not ours
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

struct Exec;

#[secure_route(post = "/pings", role = "customer")]
async fn ping(exec: Exec) -> Result<NoContent, Problem> {
    Ok(NoContent)
}

fn main() {}
