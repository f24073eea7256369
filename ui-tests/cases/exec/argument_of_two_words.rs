//! Rule: a word has no blank in it
//! Expect: one error at the literal

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Argument)]
enum Kind {
    #[argument(rename = "a b")]
    A,
}

fn main() {}
