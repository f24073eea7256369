//! Rule: what stands in a page is declared
//! Expect: one error at the struct

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[markup(source = "<p></p>")]
struct Page(String);

fn main() {}
