//! Rule: `or_grant` widens `owns`
//! Expect: one error at the level

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/documents", role = "customer", or_grant = "read")]
async fn handler() -> NoContent {
    NoContent
}

fn main() {}
