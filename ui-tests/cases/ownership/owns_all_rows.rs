//! Rule: every row is not the caller's
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/orders", role = "admin", owns = "orders.user_id")]
async fn handler(orders: AllRows<Order>) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
