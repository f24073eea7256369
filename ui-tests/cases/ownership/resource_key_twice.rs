//! Rule: a key is said once
//! Expect: one error at the second

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "papers", owner = "user_id", owner = "seller_id")]
struct Paper {
    id: i64,
    user_id: i64,
    seller_id: i64,
}

fn main() {}
