//! Rule: a program does not outlive its request
//! Expect: one error in the body: the borrow escapes

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/pings", role = "customer", exec = "ping")]
async fn ping(exec: Exec) -> Result<NoContent, Problem> {
    tokio::spawn(async move { exec.run().await.is_ok() });
    Ok(NoContent)
}

fn main() {}
