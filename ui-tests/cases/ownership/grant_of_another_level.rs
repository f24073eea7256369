//! Rule: a grant is of a level of the row type
//! Expect: one error at the level

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Clone, Copy, Level)]
enum OtherLevel {
    #[level(writes)]
    Own,
}

#[secure_route(post = "/documents/{document_id}", role = "customer", owns = "document.user_id")]
async fn handler(document: OwnedMut<Document>) -> Result<NoContent, Problem> {
    document.grant(&7, OtherLevel::Own).await?;
    Ok(NoContent)
}

fn main() {}
