//! Rule: a word that begins with `-` is an option
//! Expect: one error at the literal

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Argument)]
enum Kind {
    #[argument(rename = "-A")]
    A,
}

fn main() {}
