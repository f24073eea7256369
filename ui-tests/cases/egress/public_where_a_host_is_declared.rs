//! Rule: what is taken is what is declared
//! Expect: one error at the parameter, naming both

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", role = "customer", egress = "billing")]
async fn handler(web: Egress<PublicInternet>) -> Result<NoContent, Problem> {
    Ok(NoContent)
}

fn main() {}
