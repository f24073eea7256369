//! Rule: everyone reads what is declared public alone
//! Expect: one error at the name

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/orders", public, reads = "orders")]
async fn handler(orders: Public<Order>) -> NoContent {
    NoContent
}

fn main() {}
