//! Rule: a secret is not taken out
//! Expect: one error at `into_inner`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

fn text(password: Secret<String>) -> String {
    Secret::into_inner(password)
}

fn main() {}
