//! Rule: a `Ref` is of the row type that the column refers to
//! Expect: one error at the field

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input(patches = Item)]
struct Patch {
    return_id: Option<Ref<Order>>,
}

fn main() {}
