//! Rule: `range` judges numbers
//! Expect: one error at the field, naming what the rule judges

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Input {
    #[validate(range(min = 1), length(max = 9))]
    field: String,
}

fn main() {}
