//! Rule: only a row type with a parent is made below one
//! Expect: one error at the call

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/notes/{note_id}/orders", role = "customer", owns = ["orders.user_id", "note.author_id"])]
async fn handler(orders: OwnedSetMut<Order>, note: Owned<Note>, order: Valid<Json<NewOrder>>) -> Result<NoContent, Problem> {
    orders.insert_under(&note, &order).await?;
    Ok(NoContent)
}

fn main() {}
