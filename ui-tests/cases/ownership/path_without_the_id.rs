//! Rule: the path says which row it is
//! Expect: one error at `owns`, prescribing the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/orders", role = "customer", owns = "order.user_id")]
async fn handler(order: Owned<Order>) -> Json<Order> {
    order.into_reply()
}

fn main() {}
