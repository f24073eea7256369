//! Rule: a reply is vetted
//! Expect: one error at the type, prescribing `#[secure_input]`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(serde::Deserialize)]
struct Raw {
    cents: i64,
}

#[secure_route(get = "/done", role = "customer", egress = "billing")]
async fn handler(billing: Egress) -> Result<NoContent, Problem> {
    let raw = billing.get(path!("/v1")).send().await?.json::<Raw>()?;
    Ok(NoContent)
}

fn main() {}
