//! Rule: whoever sees the field sees the word
//! Expect: one error at the key

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Expose)]
#[expose(never)]
enum Kind {
    Open,
}

fn main() {}
