//! Rule: a path leads through a column
//! Expect: one error at the path, naming the column that is missing

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "lines", owner = "order.user_id")]
struct Line {
    id: i64,
    item_id: i64,
}

fn main() {}
