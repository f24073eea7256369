//! Rule: HTML leaves only from a template that escapes
//! Expect: one error at the second key

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[markup(path = "page.html", source = "<p></p>")]
struct Page {
    text: String,
}

fn main() {}
