//! Rule: `owner(…)` knows few words
//! Expect: one error at the word

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "papers", owner(all = ["user_id", "seller_id"]))]
struct Paper {
    id: i64,
    user_id: i64,
    seller_id: i64,
}

fn main() {}
