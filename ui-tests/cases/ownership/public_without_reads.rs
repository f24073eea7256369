//! Rule: `reads` says that a route reads what is public
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/books", public)]
async fn handler(books: Public<Book>) -> NoContent {
    NoContent
}

fn main() {}
