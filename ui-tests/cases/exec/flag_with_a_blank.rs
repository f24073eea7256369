//! Rule: an option and its value are two arguments
//! Expect: one error at the macro

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/pings", role = "customer", exec = "ping")]
async fn ping(exec: Exec) -> Result<NoContent, Problem> {
    exec.flag(flag!("-c 1")).run().await?;
    Ok(NoContent)
}

fn main() {}
