//! Rule: a body is a declared input
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/addresses", role = "customer")]
async fn handler(address: Valid<Json<Ref<Address>>>) -> NoContent {
    NoContent
}

fn main() {}
