//! Rule: the text reads the named sets and nothing else
//! Expect: one error at the text, naming `notes`

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
    let lines: Vec<Line> = owned_sql!(orders: Order; "SELECT item FROM orders WHERE CASE WHEN EXISTS (SELECT 1 FROM notes) THEN 1 END = 1").all().await?;
    Ok(Json(lines))
}

fn main() {}
