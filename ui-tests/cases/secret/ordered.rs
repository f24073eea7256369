//! Rule: secrets have no order
//! Expect: one error at `sort`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

fn sorted(mut tokens: Vec<Secret<String>>) {
    tokens.sort();
}

fn main() {}
