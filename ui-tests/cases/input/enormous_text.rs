//! Rule: a text has a bound that bounds
//! Expect: one error at the field's type

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Input {
    #[validate(length(max = 3))]
    all: Vec<Option<Text<{ usize::MAX }>>>,
}

fn main() {}
