//! Rule: a row says whose it is
//! Expect: one error at the struct, prescribing `owner`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "orders")]
struct Plain {
    id: i64,
    user_id: i64,
}

fn main() {}
