//! Rule: the form without `Mut` writes nothing
//! Expect: one error at the call

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/orders", role = "admin", all_rows = "orders")]
async fn handler(orders: AllRows<Order>, change: Valid<Json<OrderChange>>) -> Result<NoContent, Problem> {
    orders.update(&7, &change).await?;
    Ok(NoContent)
}

fn main() {}
