//! Rule: an id of another row is a `Ref`, which the statement checks
//! Expect: one error at the field, naming `Ref`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input(creates = Item)]
struct New {
    address_id: i64,
}

fn main() {}
