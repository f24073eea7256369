//! Rule: the text is a literal
//! Expect: one error at the constant

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Record, Expose)]
struct Line {
    item: String,
}

const TEXT: &str = "SELECT item FROM orders";

#[secure_route(get = "/report", role = "customer", owns = "orders.user_id")]
async fn handler(orders: OwnedSet<Order>) -> Result<Json<Vec<Line>>, Problem> {
    let lines: Vec<Line> = owned_sql!(orders: Order; TEXT).all().await?;
    Ok(Json(lines))
}

fn main() {}
