//! Rule: a row is fetched, not sent
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/books", public)]
async fn handler(book: Published<Book>) -> NoContent {
    NoContent
}

fn main() {}
