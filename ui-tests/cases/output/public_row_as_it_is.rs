//! Rule: what everyone reads leaves as `Published<T>`
//! Expect: rustc's own error at the reply

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/books", public, reads = "books")]
async fn handler(books: Public<Book>, search: Search<Book>) -> Result<Page<Book>, Problem> {
    books.list(&search).await
}

fn main() {}
