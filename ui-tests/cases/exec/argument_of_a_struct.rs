//! Rule: an argument that is derived is a word of a closed list
//! Expect: one error at the name

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Argument)]
struct Anything {
    text: String,
}

fn main() {}
