//! Rule: `unique` is about the rows of an owner
//! Expect: one error at `unique`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "papers", unowned, unique = ["title"])]
struct Paper {
    id: i64,
    title: String,
}

fn main() {}
