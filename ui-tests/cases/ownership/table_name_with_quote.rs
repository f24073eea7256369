//! Rule: a table has a plain name
//! Expect: one error at the value

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "orders\" --", owner = "user_id")]
struct Plain {
    id: i64,
    user_id: i64,
}

fn main() {}
