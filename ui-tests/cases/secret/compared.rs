//! Rule: secrets are not compared with `==`
//! Expect: one error at `==`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

fn is_same(one: &Secret<String>, other: &Secret<String>) -> bool {
    one == other
}

fn main() {}
