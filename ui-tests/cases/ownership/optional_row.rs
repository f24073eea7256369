//! Rule: a row is there or the request is refused
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/orders/{order_id}", role = "customer", owns = "order.user_id")]
async fn handler(order: Option<Owned<Order>>) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
