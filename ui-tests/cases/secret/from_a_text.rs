//! Rule: a secret is not made of a text
//! Expect: one error at `into`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

fn key(text: String) -> Secret<String> {
    text.into()
}

fn main() {}
