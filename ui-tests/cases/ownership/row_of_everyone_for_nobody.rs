//! Rule: a new row is someone's, though the route reaches everyone's
//! Expect: one error at the call

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/orders", role = "admin", all_rows = "orders")]
async fn handler(orders: AllRowsMut<Order>, order: Valid<Json<NewOrder>>) -> Result<NoContent, Problem> {
    orders.insert(&order).await?;
    Ok(NoContent)
}

fn main() {}
