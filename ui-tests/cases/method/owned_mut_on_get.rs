//! Rule: `get` is given nothing that writes
//! Expect: one error at the parameter, prescribing `post` or the form without `Mut`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/orders/{order_id}", role = "customer", owns = "order.user_id")]
async fn handler(order: OwnedMut<Order>) -> Json<Order> {
    order.into_reply()
}

fn main() {}
