//! Rule: an opt-out has its reason
//! Expect: one error at the key

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", role = "customer", egress = "billing", waive_egress)]
async fn handler(billing: Egress) -> Result<NoContent, Problem> {
    Ok(NoContent)
}

fn main() {}
