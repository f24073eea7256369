//! Rule: an owner that may be NULL is said to be nobody then
//! Expect: one error at the type of the column

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "papers", owner(any = ["user_id", "seller_id"]))]
struct Paper {
    id: i64,
    user_id: i64,
    seller_id: Option<i64>,
}

fn main() {}
