//! Rule: a row of a SELECT has a field
//! Expect: one error at the struct

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Record)]
struct Line {}

fn main() {}
