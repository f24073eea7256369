//! Rule: a path ends at the owner that the parent declares
//! Expect: one error at the path, naming `user_id`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "lines", owner = "order.approver_id")]
struct Line {
    id: i64,
    #[resource(parent = Order)]
    order_id: i64,
}

fn main() {}
