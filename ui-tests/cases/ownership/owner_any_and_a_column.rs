//! Rule: `owner(…)` says one thing
//! Expect: one error at `column`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "papers", owner(any = ["user_id", "seller_id"], column = "user_id"))]
struct Paper {
    id: i64,
    user_id: i64,
    seller_id: i64,
}

fn main() {}
