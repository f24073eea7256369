//! Rule: a column that refers to a row has the type of its id
//! Expect: one error at the type of the column

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "papers", owner = "order.user_id")]
struct Paper {
    id: i64,
    #[resource(parent = Order)]
    order_id: String,
}

fn main() {}
