//! Rule: a row is in no event; its id is
//! Expect: one error at the field

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/orders/{order_id}", role = "customer", owns = "order.user_id")]
async fn get_order(order: Owned<Order>, audit: Audit) -> Json<Order> {
    audit.note(event!("order_read", order = order));
    order.into_reply()
}

fn main() {}
