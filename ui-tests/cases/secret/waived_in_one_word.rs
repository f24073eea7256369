//! Rule: a reason is more than a word
//! Expect: one error at the text

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Input {
    #[input(waive_secret = "lexer")]
    #[validate(length(max = 128))]
    token: String,
}

fn main() {}
