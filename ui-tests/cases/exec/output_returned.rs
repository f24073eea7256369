//! Rule: what a program wrote leaves by no type of ours
//! Expect: one error at the reply

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/pings", role = "customer", exec = "ping")]
async fn ping(exec: Exec) -> Result<Json<portcullis::exec::Output>, Problem> {
    Ok(Json(exec.run().await?))
}

fn main() {}
