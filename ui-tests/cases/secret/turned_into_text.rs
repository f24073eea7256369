//! Rule: a secret is not turned into text
//! Expect: one error at `to_string`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

fn text(password: &Secret<String>) -> String {
    password.to_string()
}

fn main() {}
