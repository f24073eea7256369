//! Rule: what a client asks is no row
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/orders", role = "customer", owns = "search.user_id")]
async fn handler(search: Search<Order>) -> NoContent {
    NoContent
}

fn main() {}
