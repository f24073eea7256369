//! Rule: a password that is typed twice is a secret twice
//! Expect: one error at the type of the second

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Input {
    #[validate(length(max = 128))]
    password: Secret<String>,
    #[validate(length(max = 128))]
    password_confirmation: String,
}

fn main() {}
