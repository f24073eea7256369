//! Rule: a value is of the type of a column
//! Expect: one error at the value

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Record)]
struct Count {
    total: i64,
}

#[secure_route(get = "/orders", role = "customer", owns = "orders.user_id")]
async fn handler(orders: OwnedSet<Order>) -> Result<NoContent, Problem> {
    let found: Option<Count> = owned_sql!(orders: Order; "SELECT count(*) AS total FROM orders WHERE id = $1", Done { done: true })
        .optional()
        .await?;
    Ok(NoContent)
}

fn main() {}
