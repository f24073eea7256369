//! Rule: a rule is a known one
//! Expect: one error at the field, naming what the rule judges

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Input {
    #[validate(lenght(max = 9))]
    field: String,
}

fn main() {}
