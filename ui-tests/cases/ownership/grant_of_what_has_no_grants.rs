//! Rule: only rows with grants are granted
//! Expect: one error at the level

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/orders/{order_id}", role = "customer", owns = "order.user_id")]
async fn handler(order: OwnedMut<Order>) -> Result<NoContent, Problem> {
    order.grant(&7, DocumentLevel::Read).await?;
    Ok(NoContent)
}

fn main() {}
