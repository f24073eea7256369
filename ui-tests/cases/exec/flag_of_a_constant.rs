//! Rule: an option is a literal, not a constant that may come from elsewhere
//! Expect: one error at the macro

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

const COUNT: &str = "-c";

#[secure_route(post = "/pings", role = "customer", exec = "ping")]
async fn ping(exec: Exec) -> Result<NoContent, Problem> {
    exec.flag(flag!(COUNT)).run().await?;
    Ok(NoContent)
}

fn main() {}
