//! Rule: unknown fields are refused, through `cfg_attr` too
//! Expect: one error at `flatten`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Inner {
    a: i64,
}

#[secure_input]
struct Input {
    #[cfg_attr(all(), serde(flatten))]
    rest: Inner,
}

fn main() {}
