//! Rule: an argument that is derived is a plain word
//! Expect: one error at the variant

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Argument)]
enum Kind {
    A,
    Other(String),
}

fn main() {}
