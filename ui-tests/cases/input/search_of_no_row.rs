//! Rule: what is asked is of a row type
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/papers", role = "customer")]
async fn handler(search: Search<Done>) -> NoContent {
    NoContent
}

fn main() {}
