//! Rule: what reaches another host ends with its request
//! Expect: one error at the task

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", role = "customer", egress = "billing")]
async fn handler(billing: Egress) -> Result<NoContent, Problem> {
    tokio::spawn(async move { billing.get(path!("/v1")).send().await });
    Ok(NoContent)
}

fn main() {}
