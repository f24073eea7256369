//! Rule: a column refers to one row type
//! Expect: one error at the second

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "papers", owner = "user_id")]
struct Paper {
    id: i64,
    user_id: i64,
    #[resource(references = Order, references = Note)]
    order_id: i64,
}

fn main() {}
