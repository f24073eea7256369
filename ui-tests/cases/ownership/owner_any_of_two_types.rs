//! Rule: the owners of a row are of one type
//! Expect: one error at the type of the second

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "papers", owner(any = ["user_id", "name"]))]
struct Paper {
    id: i64,
    user_id: i64,
    name: String,
}

fn main() {}
