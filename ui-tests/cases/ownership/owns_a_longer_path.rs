//! Rule: `owns` names the path that the row declares
//! Expect: one error at the path, naming `user_id`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/orders/{order_id}", role = "customer", owns = "order.user.user_id")]
async fn handler(order: Owned<Order>) -> Json<Order> {
    order.into_reply()
}

fn main() {}
