//! Rule: an address of a user's is judged
//! Expect: one error at the parameter, prescribing `PublicUrl`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", role = "customer")]
async fn handler(url: url::Url) -> Result<NoContent, Problem> {
    Ok(NoContent)
}

fn main() {}
