//! Rule: what stands in a page is declared
//! Expect: one error at the type of the field

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

struct Line {
    item: String,
}

type Lines = Vec<Line>;

#[markup(source = r#"{% for line in lines %}<p>{{ line.item }}</p>{% endfor %}"#)]
struct Page {
    lines: Lines,
}

fn main() {}
