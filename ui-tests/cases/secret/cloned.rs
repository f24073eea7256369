//! Rule: a secret is not copied
//! Expect: one error at `clone`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

fn copy(password: &Secret<String>) -> Secret<String> {
    password.clone()
}

fn main() {}
