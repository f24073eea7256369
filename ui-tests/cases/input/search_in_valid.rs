//! Rule: `Search<T>` is taken as it is
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/orders", role = "customer", owns = "orders.user_id")]
async fn handler(orders: OwnedSet<Order>, search: Valid<Query<Search<Order>>>) -> NoContent {
    NoContent
}

fn main() {}
