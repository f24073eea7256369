//! Rule: a secret gives no text
//! Expect: one error at `as_str`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

fn text(password: &Secret<String>) -> &str {
    password.as_str()
}

fn main() {}
