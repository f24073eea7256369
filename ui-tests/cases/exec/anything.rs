//! Rule: a function that takes anything gives nothing to a program
//! Expect: one error at the argument

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

async fn with<T: ToString>(exec: &Exec<'_>, what: T) -> Result<(), Problem> {
    exec.value(what).run().await.map(drop)
}

#[secure_route(post = "/pings", role = "customer", exec = "ping")]
async fn ping(exec: Exec) -> Result<NoContent, Problem> {
    with(&exec, 1_u8).await?;
    Ok(NoContent)
}

fn main() {}
