//! Rule: one rule is about one parameter
//! Expect: one error at the second rule

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/orders", role = "admin", owns = "orders.user_id", all_rows = "orders")]
async fn handler(orders: OwnedSet<Order>) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
