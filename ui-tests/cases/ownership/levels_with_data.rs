//! Rule: a level is a plain word
//! Expect: one error at the variant

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Clone, Copy, Level)]
enum PaperLevel {
    Read,
    #[level(writes)]
    Edit(u8),
}

fn main() {}
