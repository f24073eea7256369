//! Rule: a query is given by its own method
//! Expect: one error at the text, prescribing `.query`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", role = "customer", egress = "billing")]
async fn handler(billing: Egress) -> Result<NoContent, Problem> {
    billing.get(path!("/v1/customers?limit=5")).send().await?;
    Ok(NoContent)
}

fn main() {}
