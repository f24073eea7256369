//! Rule: a field knows few words
//! Expect: one error at the word, with the near one

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource, Expose)]
#[resource(table = "papers", owner = "user_id")]
struct Paper {
    id: i64,
    user_id: i64,
    #[resource(filtre)]
    note: i64,
}

fn main() {}
