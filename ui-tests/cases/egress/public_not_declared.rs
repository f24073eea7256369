//! Rule: a request to another host is handed out where the route declares it
//! Expect: one error at the parameter, prescribing `egress`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", role = "customer")]
async fn handler(web: Egress<PublicInternet>) -> Result<NoContent, Problem> {
    Ok(NoContent)
}

fn main() {}
