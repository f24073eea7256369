//! Rule: only `path!` makes a path
//! Expect: one error at the `impl`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

struct Mine;
impl portcullis::contract::CheckedText for Mine {
    const TEXT: &'static str = "/../x";
}

fn main() {}
