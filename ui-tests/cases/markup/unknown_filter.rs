//! Rule: HTML leaves only from a template that escapes
//! Expect: one error at the template, with the line and what to write

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[markup(source = r#"<p>{{ text|json }}</p>"#)]
struct Page {
    text: String,
}

fn main() {}
