//! Rule: an update takes a declared change, not a row
//! Expect: one error at the argument

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(patch = "/orders/{order_id}", role = "customer", owns = "order.user_id")]
async fn handler(mut order: OwnedMut<Order>) -> Result<Json<Order>, Problem> {
    let mut copy = Order::clone(&order);
    copy.user_id = 2;
    order.update(&copy).await?;
    Ok(order.into_reply())
}

fn main() {}
