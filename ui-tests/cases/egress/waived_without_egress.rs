//! Rule: an opt-out waives something
//! Expect: one error at the key

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", role = "customer", waive_egress = "the partner speaks no TLS")]
async fn handler() -> Result<NoContent, Problem> {
    Ok(NoContent)
}

fn main() {}
