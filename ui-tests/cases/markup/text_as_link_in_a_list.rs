//! Rule: a link leads to a declared place
//! Expect: one error at the template, with the line and what to write

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[markup]
struct Line {
    place: String,
}

#[markup(source = r#"{% for line in lines %}
<a href="{{ line.place }}">x</a>
{% endfor %}"#)]
struct Page {
    lines: Vec<Line>,
}

fn main() {}
