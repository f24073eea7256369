//! Rule: a level writes or it does not
//! Expect: one error at the word

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Clone, Copy, Level)]
enum PaperLevel {
    Read,
    #[level(write)]
    Edit,
}

fn main() {}
