//! Rule: every row enters only where `all_rows` names it
//! Expect: one error at the parameter, prescribing `all_rows`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/orders", role = "admin")]
async fn handler(orders: AllRows<Order>) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
