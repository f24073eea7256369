//! Rule: HTML leaves only from a template that escapes
//! Expect: one error at the `impl`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

struct Page(String);

unsafe impl portcullis::contract::DerivedMarkup for Page {}

fn main() {}
