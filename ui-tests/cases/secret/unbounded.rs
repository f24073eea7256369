//! Rule: a secret has an upper bound
//! Expect: one error at the type, prescribing a length

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Input {
    password: Secret<String>,
}

fn main() {}
