//! Rule: what fills a path is a text or a number
//! Expect: one error at the value

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", role = "customer", egress = "billing")]
async fn handler(billing: Egress) -> Result<NoContent, Problem> {
    billing.get(path!("/v1/{}", Done { done: true })).send().await?;
    Ok(NoContent)
}

fn main() {}
