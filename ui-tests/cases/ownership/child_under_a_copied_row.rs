//! Rule: a parent is a row that was fetched, or a `Ref`
//! Expect: one error at the row

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/items", role = "customer", owns = "items.order.user_id")]
async fn handler(items: OwnedSetMut<Item>, item: Valid<Json<NewItem>>) -> Result<NoContent, Problem> {
    let order = Order { id: 7, user_id: 7, approver_id: 7, item: String::new(), risk_score: 0 };
    items.insert_under(&order, &item).await?;
    Ok(NoContent)
}

fn main() {}
