//! Rule: the attribute names a program, without arguments
//! Expect: one error at the literal

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/pings", role = "customer", exec = "ping -c 1")]
async fn ping(exec: Exec) -> Result<NoContent, Problem> {
    exec.run().await?;
    Ok(NoContent)
}

fn main() {}
