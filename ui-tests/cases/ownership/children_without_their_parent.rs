//! Rule: a row below a parent is made below it
//! Expect: one error at the call

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/items", role = "customer", owns = "items.order.user_id")]
async fn handler(items: OwnedSetMut<Item>, item: Valid<Json<NewItem>>) -> Result<NoContent, Problem> {
    items.insert_all(&[item]).await?;
    Ok(NoContent)
}

fn main() {}
