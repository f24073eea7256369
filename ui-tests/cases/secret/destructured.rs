//! Rule: a secret is not taken apart
//! Expect: one error at the pattern

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

fn text(password: Secret<String>) -> String {
    let Secret(inner) = password;
    inner.to_string()
}

fn main() {}
