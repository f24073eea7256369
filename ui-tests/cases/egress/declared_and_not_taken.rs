//! Rule: an authority that a route is given is taken
//! Expect: one error at the declaration

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", role = "customer", egress = "billing")]
async fn handler() -> Result<NoContent, Problem> {
    Ok(NoContent)
}

fn main() {}
