//! Rule: an opt-out is from a closed list
//! Expect: one error at the key

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Input {
    #[input(not_secret = "the word of a lexer")]
    #[validate(length(max = 128))]
    token: String,
}

fn main() {}
