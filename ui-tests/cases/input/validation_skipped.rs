//! Rule: a check is not switched off
//! Expect: one error at `skip`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Input {
    #[validate(length(max = 10), skip)]
    item: String,
}

fn main() {}
