//! Rule: a public route reaches no rows of an organisation
//! Expect: one error, at both keys

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/books", public, reads = "books", waive_tenant = "support works for every organisation")]
async fn handler(books: Public<Book>) -> NoContent {
    NoContent
}

fn main() {}
