//! Rule: what is behind a proof cannot be replaced
//! Expect: one error at the assignment

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(patch = "/orders/{order_id}", role = "customer", owns = "order.user_id")]
async fn handler(mut order: OwnedMut<Order>, note: Valid<Json<NewOrder>>) -> Json<Order> {
    order.id = 2;
    let _ = note.item.len();
    order.into_reply()
}

fn main() {}
