//! Rule: `or_grant` is one level
//! Expect: one error at the value

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/documents/{document_id}", role = "customer", owns = "document.user_id", or_grant = ["read", "write"])]
async fn handler(document: Owned<Document>) -> Json<Document> {
    document.into_reply()
}

fn main() {}
