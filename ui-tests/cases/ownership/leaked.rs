//! Rule: a row does not outlive its request, even leaked
//! Expect: one error in the body: the borrow escapes

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

static KEPT: std::sync::OnceLock<&'static OwnedMut<'static, Order>> = std::sync::OnceLock::new();

#[secure_route(post = "/orders/{order_id}", role = "customer", owns = "order.user_id")]
async fn handler(order: OwnedMut<Order>) -> Json<Done> {
    let _ = KEPT.set(Box::leak(Box::new(order)));
    Json(Done { done: true })
}

fn main() {}
