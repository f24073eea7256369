//! Rule: what is nested is bounded too
//! Expect: one error at the nested field's type

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Line {
    name: String,
}

#[secure_input]
struct Input {
    #[validate(length(max = 10))]
    lines: Vec<Line>,
}

fn main() {}
