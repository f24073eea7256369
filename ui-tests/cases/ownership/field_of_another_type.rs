//! Rule: a field fits its column
//! Expect: one error at the field

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Change)]
#[change(patches = Order)]
struct Renamed {
    item: i64,
}

fn main() {}
