//! Rule: a route on `get` is given nothing that writes
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", role = "customer", egress = "billing")]
async fn handler(billing: EgressMut) -> Result<NoContent, Problem> {
    billing.post(path!("/v1")).send().await?;
    Ok(NoContent)
}

fn main() {}
