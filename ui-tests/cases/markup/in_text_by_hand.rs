//! Rule: HTML leaves only from a template that escapes
//! Expect: one error at the `impl`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[markup]
struct Data {
    text: String,
}

impl portcullis::contract::InText for Data {
    fn in_text(&self, sheet: &mut portcullis::contract::Sheet) {
        sheet.markup(Box::leak(self.text.clone().into_boxed_str()));
    }
}

fn main() {}
