//! Rule: a row has one owner
//! Expect: one error at the column's type, saying that an `Option` leaves it open

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "orders", owner = "user_id")]
struct Plain {
    id: i64,
    user_id: Option<i64>,
}

fn main() {}
