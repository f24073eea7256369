//! Rule: the path says which row it is, by the parameter's name
//! Expect: one error at `owns`, prescribing the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/orders/{user_id}", role = "customer", owns = "order.user_id")]
async fn handler(order: Owned<Order>, _path: Valid<Path<User>>) -> Json<Order> {
    order.into_reply()
}

#[secure_input]
struct User {
    user_id: i64,
}

fn main() {}
