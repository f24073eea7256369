//! Rule: a field has one name
//! Expect: one error at `rename`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Input {
    #[serde(rename(deserialize = "b"))]
    a: i64,
}

fn main() {}
