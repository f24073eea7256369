//! Rule: a path leads through one column
//! Expect: one error at the path

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "papers", owner = "order.user_id")]
struct Paper {
    id: i64,
    #[resource(parent = Order)]
    order: i64,
    #[resource(parent = Order)]
    order_id: i64,
}

fn main() {}
