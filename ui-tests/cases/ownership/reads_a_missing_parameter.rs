//! Rule: `reads` names a parameter
//! Expect: one error at the name, with the near one

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/books", public, reads = "book")]
async fn handler(books: Public<Book>) -> NoContent {
    NoContent
}

fn main() {}
