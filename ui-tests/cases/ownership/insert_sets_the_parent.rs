//! Rule: the parent of a new row is named by `insert_under`, which the statement checks
//! Expect: rustc's own error at the field

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input(creates = Item)]
struct New {
    order_id: i64,
    address_id: Ref<Address>,
}

fn main() {}
