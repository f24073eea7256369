//! Rule: a SELECT reads sets
//! Expect: one error at the type

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Record)]
struct Count {
    total: i64,
}

#[secure_route(get = "/orders/{one_id}", role = "customer", owns = "one.user_id")]
async fn handler(one: Owned<Order>) -> Result<NoContent, Problem> {
    let found: Option<Count> = owned_sql!(one: Order; "SELECT count(*) AS total FROM one").optional().await?;
    Ok(NoContent)
}

fn main() {}
