//! Rule: `get` is given nothing that writes, whatever it is called
//! Expect: one error at the alias

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

type Row<'r> = OwnedMut<'r, Order>;

#[secure_route(get = "/orders/{order_id}", role = "customer", owns = "order.user_id")]
async fn handler(order: Row) -> Json<Order> {
    order.into_reply()
}

fn main() {}
