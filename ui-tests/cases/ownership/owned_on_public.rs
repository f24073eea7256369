//! Rule: a public route has no owner
//! Expect: one error over `public` and `owns`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/orders/{order_id}", public, owns = "order.user_id")]
async fn handler(order: Owned<Order>) -> Json<Order> {
    order.into_reply()
}

fn main() {}
