//! Rule: text has an upper bound
//! Expect: one error at the field's type, prescribing `length(max = …)`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Input {
    item: String,
}

fn main() {}
