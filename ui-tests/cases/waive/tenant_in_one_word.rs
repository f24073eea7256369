//! Rule: an opt-out has a reason in words
//! Expect: one error at the reason

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/documents/{document_id}", role = "customer", owns = "document.user_id", waive_tenant = "support")]
async fn handler(document: Owned<Document>) -> Json<Document> {
    document.into_reply()
}

fn main() {}
