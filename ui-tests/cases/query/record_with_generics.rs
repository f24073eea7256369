//! Rule: a row of a SELECT is one type
//! Expect: one error at the generics

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Record)]
struct Line<T> {
    item: T,
}

fn main() {}
