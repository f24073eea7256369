//! Rule: the operator says where a host is
//! Expect: one error at the text, prescribing a name

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", role = "customer", egress = "https://billing.example")]
async fn handler(billing: Egress) -> Result<NoContent, Problem> {
    Ok(NoContent)
}

fn main() {}
