//! Rule: a parent is referred to anyway
//! Expect: one error at `parent`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "lines", owner = "order.user_id")]
struct Line {
    id: i64,
    #[resource(references = Order, parent = Order)]
    order_id: i64,
}

fn main() {}
