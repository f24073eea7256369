//! Rule: a route reaches no other host than the one declared
//! Expect: one error at the text, prescribing `path!`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", role = "customer", egress = "billing")]
async fn handler(billing: Egress) -> Result<NoContent, Problem> {
    billing.get("https://evil.example/").send().await?;
    Ok(NoContent)
}

fn main() {}
