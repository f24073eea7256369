//! Rule: a path is fixed when the program is compiled
//! Expect: one error at the text, prescribing `path!`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", role = "customer", egress = "billing")]
async fn handler(caller: Principal<'_>, billing: Egress) -> Result<NoContent, Problem> {
    let place = format!("/v1/customers/{}", caller.subject());
    billing.get(place).send().await?;
    Ok(NoContent)
}

fn main() {}
