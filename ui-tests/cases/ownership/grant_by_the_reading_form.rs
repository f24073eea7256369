//! Rule: the form without `Mut` grants nothing
//! Expect: one error at the call

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/documents/{document_id}", role = "customer", owns = "document.user_id")]
async fn handler(document: Owned<Document>) -> Result<NoContent, Problem> {
    document.grant(&7, DocumentLevel::Read).await?;
    Ok(NoContent)
}

fn main() {}
