//! Rule: a client never moves a row to another parent
//! Expect: rustc's own error at the field

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input(patches = Item)]
struct Patch {
    order_id: Option<Ref<Order>>,
}

fn main() {}
