//! Rule: what writes outside says so
//! Expect: one error at the method, prescribing `EgressMut`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/done", role = "customer", egress = "billing")]
async fn handler(billing: Egress) -> Result<NoContent, Problem> {
    billing.post(path!("/v1")).send().await?;
    Ok(NoContent)
}

fn main() {}
