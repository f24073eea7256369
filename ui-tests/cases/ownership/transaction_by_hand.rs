//! Rule: a transaction is the request's
//! Expect: one error at the literal

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/orders/{order_id}", role = "customer", owns = "order.user_id")]
async fn handler(mut order: OwnedMut<Order>) -> Result<NoContent, Problem> {
    order.lock(&Tx {}).await?;
    Ok(NoContent)
}

fn main() {}
