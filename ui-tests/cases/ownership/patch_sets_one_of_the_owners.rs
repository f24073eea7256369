//! Rule: a client never sets one of several owners
//! Expect: rustc's own error at the field

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input(patches = Sale)]
struct Patch {
    seller_id: Option<i64>,
}

fn main() {}
