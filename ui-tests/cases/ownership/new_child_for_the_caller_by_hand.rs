//! Rule: how a row is made follows from whose it is
//! Expect: one error at the `impl`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "lines", owner = "order.user_id")]
struct Line {
    id: i64,
    #[resource(parent = Order)]
    order_id: i64,
}

impl portcullis::contract::InsertedForCaller<Line> for portcullis::contract::ToParent<Order> {}

fn main() {}
