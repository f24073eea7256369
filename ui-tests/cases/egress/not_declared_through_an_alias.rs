//! Rule: the decision rests on the type, not on its name
//! Expect: one error at the parameter, prescribing `egress`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

type Outside<'r> = Egress<'r>;

#[secure_route(get = "/done", role = "customer")]
async fn handler(billing: Outside) -> Result<NoContent, Problem> {
    Ok(NoContent)
}

fn main() {}
