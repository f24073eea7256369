//! Rule: `{id}` serves where there is one row
//! Expect: one error at the first rule

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/orders/{id}/{note_id}", role = "customer", owns = ["order.user_id", "note.author_id"])]
async fn handler(order: Owned<Order>, note: Owned<Note>) -> Json<Order> {
    let _ = note.id;
    order.into_reply()
}

fn main() {}
