//! Rule: the form without `Mut` writes nothing
//! Expect: one error at the call

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/orders", role = "customer", owns = "orders.user_id")]
async fn handler(orders: OwnedSet<Order>) -> Result<NoContent, Problem> {
    orders.delete(&7).await?;
    Ok(NoContent)
}

fn main() {}
