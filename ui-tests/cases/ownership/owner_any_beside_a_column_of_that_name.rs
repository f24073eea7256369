//! Rule: `any` is what `owns` calls the owners
//! Expect: one error at the column

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "papers", owner(any = ["user_id", "any"]))]
struct Paper {
    id: i64,
    user_id: i64,
    any: i64,
}

fn main() {}
