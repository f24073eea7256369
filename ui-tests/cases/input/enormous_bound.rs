//! Rule: a bound is one that bounds
//! Expect: one error at the number

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Input {
    #[validate(length(max = 18446744073709551615))]
    item: String,
}

fn main() {}
