//! Rule: an id of another row is a `Ref`
//! Expect: one error at the field, naming `Ref`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input(creates = Item)]
struct New {
    address_id: Text<20>,
}

fn main() {}
