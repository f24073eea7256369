//! Rule: what stands in a page is declared
//! Expect: one error at the type of the field

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[markup]
struct Line {
    item: String,
}

#[markup(source = r#"<p>{{ line }}</p>"#)]
struct Page {
    line: Line,
}

fn main() {}
