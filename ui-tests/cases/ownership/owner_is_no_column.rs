//! Rule: the owner is a column of the row
//! Expect: one error at the value, with the near column

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "orders", owner = "usr_id")]
struct Plain {
    id: i64,
    user_id: i64,
}

fn main() {}
