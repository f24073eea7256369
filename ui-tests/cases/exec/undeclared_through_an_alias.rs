//! Rule: an alias of `Exec` is `Exec`
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

type Starts<'r> = Exec<'r>;

#[secure_route(post = "/pings", role = "customer")]
async fn ping(exec: Starts<'_>) -> Result<NoContent, Problem> {
    exec.run().await?;
    Ok(NoContent)
}

fn main() {}
