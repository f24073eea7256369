//! Rule: what is nested is declared too
//! Expect: one error at the field's type

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(portcullis::__private::serde::Deserialize)]
#[serde(crate = "portcullis::__private::serde")]
struct Line {
    name: String,
}

#[secure_input]
struct Input {
    line: Line,
}

fn main() {}
