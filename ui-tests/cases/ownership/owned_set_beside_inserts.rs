//! Rule: `inserts` is for `Insert<T>`
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/orders", role = "customer", inserts = "orders")]
async fn handler(orders: OwnedSetMut<Order>) -> NoContent {
    NoContent
}

fn main() {}
