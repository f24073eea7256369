//! Rule: the name counts in every casing
//! Expect: one error at the type

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
#[serde(rename_all = "SCREAMING-KEBAB-CASE")]
struct Input {
    #[validate(length(max = 128))]
    api_key: String,
}

fn main() {}
