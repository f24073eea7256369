//! Rule: `reads` is for what is public
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/books/{book_id}", public, reads = "book")]
async fn handler(book: Owned<Book>) -> NoContent {
    NoContent
}

fn main() {}
