//! Rule: a text that is put together is no argument
//! Expect: one error at the argument

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Target {
    host: Hostname,
    note: Text<80>,
    #[validate(length(max = 80))]
    options: String,
}

#[secure_route(post = "/pings", role = "customer", exec = "ping")]
async fn ping(exec: Exec, target: Valid<Json<Target>>) -> Result<NoContent, Problem> {
    exec.value(format!("--host={}", target.host)).run().await?;
    Ok(NoContent)
}

fn main() {}
