//! Rule: what stands in a page is declared
//! Expect: one error at the lifetime

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[markup(source = "<p>{{ text }}</p>")]
struct Page<'a> {
    text: &'a str,
}

fn main() {}
