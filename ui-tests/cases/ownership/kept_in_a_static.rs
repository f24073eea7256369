//! Rule: a row does not outlive its request
//! Expect: one error in the body: the borrow escapes

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/orders/{order_id}", role = "customer", owns = "order.user_id")]
async fn handler(order: Owned<Order>) -> Json<Done> {
    *KEPT.lock().unwrap() = Some(order);
    Json(Done { done: true })
}

static KEPT: std::sync::Mutex<Option<Owned<'static, Order>>> = std::sync::Mutex::new(None);

fn main() {}
