//! Rule: an input with a secret has no `==`
//! Expect: one error at the field

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
#[derive(PartialEq)]
struct Login {
    #[validate(length(max = 128))]
    password: Secret<String>,
}

fn main() {}
