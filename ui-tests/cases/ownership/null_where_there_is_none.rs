//! Rule: an owner that is never NULL means nothing by it
//! Expect: one error at the type of the column, which says to remove it

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "papers", owner = "user_id", null = "nobody")]
struct Paper {
    id: i64,
    user_id: i64,
}

fn main() {}
