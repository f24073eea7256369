//! Rule: every named set is read
//! Expect: one error at `notes`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Record, Expose)]
struct Line {
    item: String,
}

#[secure_route(get = "/report", role = "customer", owns = ["orders.user_id", "notes.author_id"])]
async fn handler(orders: OwnedSet<Order>, notes: OwnedSet<Note>) -> Result<Json<Vec<Line>>, Problem> {
    let lines: Vec<Line> = owned_sql!(orders: Order, notes: Note; "SELECT item FROM orders").all().await?;
    Ok(Json(lines))
}

fn main() {}
