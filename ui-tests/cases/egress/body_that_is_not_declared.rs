//! Rule: what leaves for another host is declared to leave
//! Expect: one error at the value, prescribing `#[derive(Expose)]`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

struct Charge {
    cents: i64,
}

#[secure_route(post = "/done", role = "customer", egress = "billing")]
async fn handler(billing: EgressMut) -> Result<NoContent, Problem> {
    billing.post(path!("/v1")).json(&Charge { cents: 1 }).send().await?;
    Ok(NoContent)
}

fn main() {}
