//! Rule: a row is made below the row type that it names
//! Expect: one error at the call

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/notes/{note_id}/items", role = "customer", owns = ["items.order.user_id", "note.author_id"])]
async fn handler(items: OwnedSetMut<Item>, note: Owned<Note>, item: Valid<Json<NewItem>>) -> Result<NoContent, Problem> {
    items.insert_under(&note, &item).await?;
    Ok(NoContent)
}

fn main() {}
