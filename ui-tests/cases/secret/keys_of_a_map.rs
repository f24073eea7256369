//! Rule: what a map is keyed by shows a secret too
//! Expect: one error at the type

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Input {
    #[validate(length(max = 20))]
    tokens: std::collections::HashMap<Text<80>, bool>,
}

fn main() {}
