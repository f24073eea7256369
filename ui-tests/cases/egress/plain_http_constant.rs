//! Rule: a route reaches no other host than the one declared
//! Expect: one error at the text, prescribing `path!`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/done", role = "customer", egress = "billing")]
async fn handler(billing: EgressMut) -> Result<NoContent, Problem> {
    billing.post("http://billing.example/charges").send().await?;
    Ok(NoContent)
}

fn main() {}
