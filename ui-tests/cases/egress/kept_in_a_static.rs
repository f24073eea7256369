//! Rule: what reaches another host ends with its request
//! Expect: one error at the value that would be kept

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

static KEPT: std::sync::OnceLock<Egress<'static>> = std::sync::OnceLock::new();

#[secure_route(get = "/done", role = "customer", egress = "billing")]
async fn handler(billing: Egress) -> Result<NoContent, Problem> {
    let _ = KEPT.set(billing);
    Ok(NoContent)
}

fn main() {}
