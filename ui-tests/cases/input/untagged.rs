//! Rule: unknown fields are refused
//! Expect: one error at `untagged`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
#[serde(untagged)]
enum Input {
    A,
    B,
}

fn main() {}
