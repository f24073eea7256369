//! Rule: nothing runs a command line
//! Expect: one error: there is no such method

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/pings", role = "customer", exec = "ping")]
async fn ping(exec: Exec) -> Result<NoContent, Problem> {
    exec.shell("ping -c 1 localhost").await?;
    Ok(NoContent)
}

fn main() {}
