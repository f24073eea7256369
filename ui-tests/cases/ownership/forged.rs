//! Rule: a row cannot be made by hand
//! Expect: one error: the fields are private

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

fn forge(row: Order) -> Owned<'static, Order> {
    Owned { row }
}

fn main() {}
