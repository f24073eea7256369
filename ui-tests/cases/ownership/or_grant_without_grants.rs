//! Rule: `or_grant` is for rows that are granted
//! Expect: one error at the level

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/orders/{order_id}", role = "customer", owns = "order.user_id", or_grant = "read")]
async fn handler(order: Owned<Order>) -> Json<Order> {
    order.into_reply()
}

fn main() {}
