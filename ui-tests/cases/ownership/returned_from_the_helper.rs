//! Rule: a proof is not plain data
//! Expect: one error: the borrow escapes

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/orders/{order_id}", role = "customer", owns = "order.user_id")]
async fn handler(order: Owned<Order>) -> Json<Done> {
    std::thread::spawn(move || order.id);
    Json(Done { done: true })
}

fn main() {}
