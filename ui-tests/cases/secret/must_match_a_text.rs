//! Rule: a secret does not match a text
//! Expect: one error at the other field

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Input {
    #[validate(length(max = 128), must_match(other = typed))]
    password: Secret<String>,
    #[validate(length(max = 128))]
    typed: String,
}

fn main() {}
