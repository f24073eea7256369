//! Rule: a row does not outlive its request
//! Expect: one error in the body: the borrow escapes

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(delete = "/orders/{order_id}", role = "customer", owns = "order.user_id")]
async fn handler(order: OwnedMut<Order>) -> Json<Done> {
    tokio::spawn(async move { order.delete().await.is_ok() });
    Json(Done { done: true })
}

fn main() {}
