//! Rule: the form without `Mut` writes nothing
//! Expect: one error at the call

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(patch = "/orders/{order_id}", role = "customer", owns = "order.user_id")]
async fn handler(mut order: Owned<Order>, change: Valid<Json<OrderChange>>) -> Result<Json<Order>, Problem> {
    order.update(&change).await?;
    Ok(order.into_reply())
}

fn main() {}
