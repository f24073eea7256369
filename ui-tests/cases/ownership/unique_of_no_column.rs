//! Rule: `unique` names columns
//! Expect: one error at the name

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "papers", owner = "user_id", unique = ["titel"])]
struct Paper {
    id: i64,
    user_id: i64,
    title: String,
}

fn main() {}
