//! Rule: a row of a SELECT has named fields
//! Expect: one error at the struct

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Record)]
struct Line(String, i64);

fn main() {}
