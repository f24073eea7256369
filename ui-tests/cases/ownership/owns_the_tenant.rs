//! Rule: an organisation is no owner
//! Expect: one error at the path, naming `user_id`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/documents/{document_id}", role = "customer", owns = "document.org_id")]
async fn handler(document: Owned<Document>) -> Json<Document> {
    document.into_reply()
}

fn main() {}
