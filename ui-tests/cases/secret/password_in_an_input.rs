//! Rule: an input without a secret keeps none
//! Expect: one error at the type

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Password {
    #[validate(length(max = 128))]
    value: String,
}

#[secure_input]
struct Input {
    password: Password,
}

fn main() {}
