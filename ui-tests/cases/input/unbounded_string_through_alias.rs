//! Rule: text has an upper bound, whatever it is called
//! Expect: one error at the field's type

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

type Sneaky = String;

#[secure_input]
struct Input {
    item: Sneaky,
}

fn main() {}
