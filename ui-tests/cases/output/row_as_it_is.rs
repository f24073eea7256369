//! Rule: a row leaves by `into_reply`
//! Expect: one error at the reply, prescribing it

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/orders/{order_id}", role = "customer", owns = "order.user_id")]
async fn handler(order: Owned<Order>) -> Owned<Order> {
    order
}

fn main() {}
