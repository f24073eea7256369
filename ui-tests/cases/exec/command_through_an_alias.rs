//! Rule: an alias of `Command` is `Command`
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

use std::process::Command as Starts;

#[secure_route(post = "/pings", role = "customer")]
async fn ping(command: Starts) -> Result<NoContent, Problem> {
    Ok(NoContent)
}

fn main() {}
