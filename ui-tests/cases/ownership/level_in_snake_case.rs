//! Rule: the name of a level is its variant in snake case
//! Expect: one error at the variant

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Level)]
enum PaperLevel {
    Ändern,
}

fn main() {}
