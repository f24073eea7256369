//! Rule: what the route declares is `Exec`, and no other process
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/pings", role = "customer", exec = "ping")]
async fn ping(exec: Exec, command: std::process::Command) -> Result<NoContent, Problem> {
    exec.run().await?;
    Ok(NoContent)
}

fn main() {}
