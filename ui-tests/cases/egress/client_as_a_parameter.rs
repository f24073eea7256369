//! Rule: nothing that reaches any host enters a handler
//! Expect: one error at the parameter, prescribing `Egress`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", role = "customer")]
async fn handler(client: reqwest::Client) -> Result<NoContent, Problem> {
    Ok(NoContent)
}

fn main() {}
