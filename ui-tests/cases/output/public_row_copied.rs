//! Rule: what everyone reads leaves as `Published<T>`, copied too
//! Expect: rustc's own error at the reply

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/first", public, reads = "books")]
async fn handler(books: Public<Book>) -> Result<Json<Book>, Problem> {
    let book = books.get(&7).await?;
    Ok(Json(book.clone()))
}

fn main() {}
