//! Rule: a level that reads does not write
//! Expect: one error at the level

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(role = "customer", owns = "document.user_id", or_grant = "read")]
async fn handler(document: Owned<Document>) -> Json<Document> {
    document.into_reply()
}

fn main() {}
