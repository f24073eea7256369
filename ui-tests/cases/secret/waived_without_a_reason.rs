//! Rule: an opt-out has a reason
//! Expect: one error at the key

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Input {
    #[input(waive_secret)]
    #[validate(length(max = 128))]
    token: String,
}

fn main() {}
