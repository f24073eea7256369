//! Rule: `reads` is for what is public
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/orders", role = "admin", reads = "orders")]
async fn handler(orders: AllRows<Order>) -> NoContent {
    NoContent
}

fn main() {}
