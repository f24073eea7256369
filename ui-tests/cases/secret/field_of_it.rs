//! Rule: a secret has no field
//! Expect: one error at the field

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

fn text(password: &Secret<String>) -> &str {
    &password.0
}

fn main() {}
