//! Rule: what stands in a page is declared
//! Expect: one error at the struct

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[markup(source = "<p>{{ text }}</p>")]
#[derive(Resource, Expose)]
#[resource(table = "notes", owner = "author_id")]
struct Note {
    id: i64,
    author_id: i64,
    text: String,
}

fn main() {}
