//! Rule: a level is a word, which is copied
//! Expect: one error at the enum

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Level)]
enum PaperLevel {
    Read,
    #[level(writes)]
    Edit,
}

fn main() {}
