//! Rule: every row is for a role
//! Expect: one error over `authenticated` and `all_rows`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/orders", authenticated, all_rows = "orders")]
async fn handler(orders: AllRows<Order>) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
