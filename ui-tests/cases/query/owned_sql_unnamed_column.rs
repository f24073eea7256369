//! Rule: every column of the result has a name
//! Expect: one error at the text, which says to write AS

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Record, Expose)]
struct Line {
    item: String,
}

#[secure_route(get = "/report", role = "customer", owns = "orders.user_id")]
async fn handler(orders: OwnedSet<Order>) -> Result<Json<Vec<Line>>, Problem> {
    let lines: Vec<Line> = owned_sql!(orders: Order; "SELECT upper(item) FROM orders").all().await?;
    Ok(Json(lines))
}

fn main() {}
