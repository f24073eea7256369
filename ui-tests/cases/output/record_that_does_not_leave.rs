//! Rule: what leaves says so
//! Expect: one error at the reply

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Record)]
struct Line {
    item: String,
}

#[secure_route(get = "/report", role = "customer", owns = "orders.user_id")]
async fn handler(orders: OwnedSet<Order>) -> Result<Json<Vec<Line>>, Problem> {
    Ok(Json(owned_sql!(orders: Order; "SELECT item FROM orders").all().await?))
}

fn main() {}
