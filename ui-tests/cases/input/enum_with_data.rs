//! Rule: an enum that comes in is of plain words
//! Expect: one error at the variant

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
enum Input {
    A(String),
}

fn main() {}
