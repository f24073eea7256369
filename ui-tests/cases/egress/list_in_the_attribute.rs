//! Rule: a route declares one host
//! Expect: one error at the list

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", role = "customer", egress = ["billing", "shipping"])]
async fn handler(billing: Egress) -> Result<NoContent, Problem> {
    Ok(NoContent)
}

fn main() {}
