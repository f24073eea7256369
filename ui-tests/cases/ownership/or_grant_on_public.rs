//! Rule: a public route has no caller who could be granted a row
//! Expect: one error

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/documents", public, or_grant = "read")]
async fn handler() -> NoContent {
    NoContent
}

fn main() {}
