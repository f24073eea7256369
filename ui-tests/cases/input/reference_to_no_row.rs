//! Rule: a `Ref` is of a row type
//! Expect: one error at the field

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct New {
    address_id: Ref<Done>,
}

fn main() {}
