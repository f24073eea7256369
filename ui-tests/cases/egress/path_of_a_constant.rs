//! Rule: a path is judged where it is written
//! Expect: one error at the name, prescribing a text in quotes

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

const PLACE: &str = "/v1/customers";

#[secure_route(get = "/done", role = "customer", egress = "billing")]
async fn handler(billing: Egress) -> Result<NoContent, Problem> {
    billing.get(path!(PLACE)).send().await?;
    Ok(NoContent)
}

fn main() {}
