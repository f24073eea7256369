//! Rule: an expression stands where it can be escaped
//! Expect: one error at the type of the field

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[markup(source = "<b>x</b>")]
struct Part {}

#[markup(source = r#"<title>{{ part }}</title>"#)]
struct Page {
    part: Part,
}

fn main() {}
