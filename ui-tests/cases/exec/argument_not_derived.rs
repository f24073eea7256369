//! Rule: a word is an argument where it is declared one
//! Expect: one error at the argument

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

enum Kind {
    A,
}

#[secure_route(post = "/pings", role = "customer", exec = "ping")]
async fn ping(exec: Exec) -> Result<NoContent, Problem> {
    exec.value(Kind::A).run().await?;
    Ok(NoContent)
}

fn main() {}
