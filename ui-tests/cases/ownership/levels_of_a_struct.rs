//! Rule: levels are an enum
//! Expect: one error at the struct

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Clone, Copy, Level)]
struct PaperLevel;

fn main() {}
