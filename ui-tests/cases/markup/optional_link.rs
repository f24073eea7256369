//! Rule: a link leads to a declared place
//! Expect: one error at the type of the field

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[markup(source = r#"<a href="{{ link }}">x</a>"#)]
struct Page {
    link: Option<Link>,
}

fn main() {}
