//! Rule: a secret is no argument: everybody on the machine reads arguments
//! Expect: one error at the argument

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Target {
    #[validate(length(max = 80))]
    password: Secret<String>,
}

#[secure_route(post = "/pings", role = "customer", exec = "ping")]
async fn ping(exec: Exec, target: Valid<Json<Target>>) -> Result<NoContent, Problem> {
    exec.flag(flag!("-p")).value(&target.password).run().await?;
    Ok(NoContent)
}

fn main() {}
