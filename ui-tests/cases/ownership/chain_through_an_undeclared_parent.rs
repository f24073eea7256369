//! Rule: a path leads through a column that is declared a parent
//! Expect: one error at the path, which says where `parent` goes

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "lines", owner = "order.user_id")]
struct Line {
    id: i64,
    #[resource(references = Order)]
    order_id: i64,
}

fn main() {}
