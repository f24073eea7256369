//! Rule: what stands in a page is declared
//! Expect: one error at the type of the field

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

struct Raw(String);

impl askama::filters::HtmlSafe for Raw {}

impl std::fmt::Display for Raw {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[markup(source = r#"<p>{{ text }}</p>"#)]
struct Page {
    text: Raw,
}

fn main() {}
