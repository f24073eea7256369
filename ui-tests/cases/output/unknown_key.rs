//! Rule: a key of `expose` is a known one
//! Expect: one error at the key, with the near one

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Expose)]
struct Outer {
    #[expose(nver)]
    id: i64,
}

fn main() {}
