//! Rule: a row is no input, even if it is declared one
//! Expect: one error at the struct

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
#[derive(Resource)]
#[resource(table = "orders", owner = "user_id")]
struct Both {
    id: i64,
    user_id: i64,
}

fn main() {}
