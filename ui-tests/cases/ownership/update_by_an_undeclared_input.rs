//! Rule: an update takes a declared change
//! Expect: one error at the argument, prescribing `patches`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(patch = "/orders/{order_id}", role = "customer", owns = "order.user_id")]
async fn handler(mut order: OwnedMut<Order>, note: Valid<Json<NewOrder>>) -> Result<Json<Order>, Problem> {
    order.update(&note).await?;
    Ok(order.into_reply())
}

fn main() {}
