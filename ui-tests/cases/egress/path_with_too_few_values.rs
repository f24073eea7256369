//! Rule: every place of a path has its value
//! Expect: one error at the text, counting both

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", role = "customer", egress = "billing")]
async fn handler(caller: Principal<'_>, billing: Egress) -> Result<NoContent, Problem> {
    billing.get(path!("/v1/{}/charges/{}", caller.subject())).send().await?;
    Ok(NoContent)
}

fn main() {}
