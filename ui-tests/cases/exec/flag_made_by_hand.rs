//! Rule: the text of an option is a literal of `flag!`, not a constant that a hand declares
//! Expect: one error at the `impl`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

struct Count;

impl portcullis::exec::FlagText for Count {
    const TEXT: &'static str = "-c";
}

fn main() {}
