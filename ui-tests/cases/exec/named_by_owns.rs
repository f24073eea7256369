//! Rule: a program is no row
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/pings", role = "customer", exec = "ping", owns = "exec.user_id")]
async fn ping(exec: Exec) -> Result<NoContent, Problem> {
    exec.run().await?;
    Ok(NoContent)
}

fn main() {}
