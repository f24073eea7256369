//! Rule: what stands in a page is declared
//! Expect: one error at the type of the field

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

struct Raw(String);

#[markup(source = r#"{% for text in texts %}<p>{{ text }}</p>{% endfor %}"#)]
struct Page {
    texts: Vec<Raw>,
}

fn main() {}
