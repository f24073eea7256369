//! Rule: `get` is given nothing that writes
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/orders", role = "admin", all_rows = "orders")]
async fn handler(orders: AllRowsMut<Order>) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
