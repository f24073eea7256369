//! Rule: a row without an owner is nobody's
//! Expect: one error at the text

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "papers", owner = "user_id", null = "everyone")]
struct Paper {
    id: i64,
    user_id: Option<i64>,
}

fn main() {}
