//! Rule: a row below a granted one is granted with it
//! Expect: one error at the level

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/sheets/{sheet_id}", role = "customer", owns = "sheet.document.user_id")]
async fn handler(sheet: OwnedMut<Sheet>) -> Result<NoContent, Problem> {
    sheet.grant(&7, DocumentLevel::Read).await?;
    Ok(NoContent)
}

fn main() {}
