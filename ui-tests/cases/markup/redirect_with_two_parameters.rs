//! Rule: a redirect leads to a declared place
//! Expect: one error at the values

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/orders/{order_id}", role = "customer", owns = "order.user_id")]
async fn get_order(order: Owned<Order>) -> Json<Order> {
    order.into_reply()
}

#[secure_route(get = "/page", public)]
async fn page() -> Redirect {
    Redirect::to::<get_order>((1, 2))
}

fn main() {}
