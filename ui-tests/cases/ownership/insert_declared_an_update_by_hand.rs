//! Rule: only a macro declares an update
//! Expect: one error at the `impl`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input(creates = Order)]
struct New {
    #[validate(length(max = 9))]
    item: String,
}

impl portcullis::contract::Patches<Order> for New {}

fn main() {}
