//! Rule: a path ends at the owner that the parent declares
//! Expect: one error at the path, naming `order.user_id`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "labels", owner = "item.user_id")]
struct Label {
    id: i64,
    #[resource(parent = Item)]
    item_id: i64,
}

fn main() {}
