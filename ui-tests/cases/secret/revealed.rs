//! Rule: a secret is not revealed
//! Expect: one error at `reveal`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

fn text(password: &Secret<String>) -> &str {
    password.reveal()
}

fn main() {}
