//! Rule: what a list holds has an upper bound of its own
//! Expect: one error at the field's type, prescribing `Text<80>`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Input {
    #[validate(length(max = 10))]
    items: Vec<String>,
}

fn main() {}
