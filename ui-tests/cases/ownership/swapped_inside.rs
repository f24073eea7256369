//! Rule: what is behind one proof cannot go behind another
//! Expect: one error in the body: a proof does not give its row to be changed

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/orders/{order_id}", role = "customer", owns = "order.user_id")]
async fn handler(mut order: OwnedMut<Order>) -> Json<Done> {
    let mut other = Order::clone(&order);
    std::mem::swap(&mut *order, &mut other);
    Json(Done { done: true })
}

fn main() {}
