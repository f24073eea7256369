//! Rule: a limit is a number
//! Expect: one error at the limit

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Input {
    #[validate(range(min = "1"))]
    count: i64,
}

fn main() {}
