//! Rule: `reads` says that a route reads what is public, whatever it is called
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

type Shelf<'r> = Public<'r, Book>;

#[secure_route(get = "/books", public)]
async fn handler(books: Shelf) -> NoContent {
    NoContent
}

fn main() {}
