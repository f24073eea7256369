//! Rule: a process comes in by no parameter, wrapped neither
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/pings", role = "customer")]
async fn ping(command: Option<std::process::Command>) -> Result<NoContent, Problem> {
    Ok(NoContent)
}

fn main() {}
