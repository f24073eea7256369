//! Rule: what is public is read
//! Expect: one error at the call

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/books", public, reads = "books", rate = "5/min")]
async fn handler(books: Public<Book>) -> Result<NoContent, Problem> {
    books.insert(&Stock { stock: 1 }).await?;
    Ok(NoContent)
}

fn main() {}
