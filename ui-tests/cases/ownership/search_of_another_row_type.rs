//! Rule: a search is of the rows that it lists
//! Expect: rustc's own error at the search

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/orders", role = "customer", owns = "orders.user_id")]
async fn handler(orders: OwnedSet<Order>, search: Search<Note>) -> Result<NoContent, Problem> {
    orders.list(&search).await?;
    Ok(NoContent)
}

fn main() {}
