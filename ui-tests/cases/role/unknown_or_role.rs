//! Rule: a role of `or_role` is a variant of the enum
//! Expect: rustc's own error under the literal

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/orders/{order_id}", authenticated, owns = "order.user_id", or_role = "suport")]
async fn handler(order: Owned<Order>) -> Json<Order> {
    order.into_reply()
}

fn main() {}
