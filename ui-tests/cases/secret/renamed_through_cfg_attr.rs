//! Rule: an attribute behind `cfg_attr` counts
//! Expect: one error at the type

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Input {
    #[cfg_attr(all(), serde(rename = "clientSecret"))]
    #[validate(length(max = 128))]
    typed: String,
}

fn main() {}
