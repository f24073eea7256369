//! Rule: a row cannot change places with one of another request
//! Expect: one error in the body: the two are of different lifetimes

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/orders/{order_id}", role = "customer", owns = "order.user_id")]
async fn handler(mut order: OwnedMut<Order>) -> Json<Done> {
    exchange(&mut order);
    Json(Done { done: true })
}

fn exchange<'a>(order: &mut OwnedMut<'a, Order>) {
    static KEPT: std::sync::Mutex<Option<OwnedMut<'static, Order>>> = std::sync::Mutex::new(None);
    if let Some(kept) = KEPT.lock().unwrap().as_mut() {
        std::mem::swap(order, kept);
    }
}

fn main() {}
