//! Rule: the list of opt-outs is closed: ownership is not on it
//! Expect: one error at the key

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/orders/{order_id}", role = "customer", waive_ownership = "it is only a prototype")]
async fn handler(order: Owned<Order>) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
