//! Rule: a second name that clients write counts
//! Expect: one error at the type

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input(waive_input = "old clients send the other name")]
struct Input {
    #[serde(alias = "password")]
    #[validate(length(max = 80))]
    phrase: String,
}

fn main() {}
