//! Rule: a level above one that writes writes too
//! Expect: one error at the level

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Clone, Copy, Level)]
enum PaperLevel {
    #[level(writes)]
    Edit,
    Read,
}

fn main() {}
