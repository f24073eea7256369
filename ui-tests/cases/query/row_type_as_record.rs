//! Rule: the row of a SELECT is declared
//! Expect: one error

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/orders", role = "customer", owns = "orders.user_id")]
async fn handler(orders: OwnedSet<Order>) -> Result<NoContent, Problem> {
    let found: Vec<Order> = owned_sql!(orders: Order; "SELECT id FROM orders").all().await?;
    Ok(NoContent)
}

fn main() {}
