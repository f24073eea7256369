//! Rule: a process that runs comes in by no parameter
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/pings", role = "customer")]
async fn ping(child: std::process::Child) -> Result<NoContent, Problem> {
    Ok(NoContent)
}

fn main() {}
