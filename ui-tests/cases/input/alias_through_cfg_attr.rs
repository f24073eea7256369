//! Rule: a field has one name, through `cfg_attr` too
//! Expect: one error at `alias`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Input {
    #[cfg_attr(all(), serde(alias = "amount"))]
    quantity: i64,
}

fn main() {}
