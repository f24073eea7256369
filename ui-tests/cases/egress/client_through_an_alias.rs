//! Rule: the decision rests on the type, not on its name
//! Expect: one error at the parameter, prescribing `Egress`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

use reqwest::Client as Http;

#[secure_route(get = "/done", role = "customer")]
async fn handler(client: Http) -> Result<NoContent, Problem> {
    Ok(NoContent)
}

fn main() {}
