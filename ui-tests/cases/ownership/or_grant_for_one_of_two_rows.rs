//! Rule: every row of `owns` is granted, or none
//! Expect: one error at the level, naming the table without grants

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/documents/{document_id}/orders/{order_id}", role = "customer", owns = ["document.user_id", "order.user_id"], or_grant = "read")]
async fn handler(document: Owned<Document>, order: Owned<Order>) -> Json<Document> {
    document.into_reply()
}

fn main() {}
