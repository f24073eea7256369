//! Rule: a link leads to a declared place
//! Expect: one error at the `impl`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[markup]
struct Anywhere {
    text: String,
}

impl portcullis::contract::InLink for Anywhere {
    fn in_link(&self, sheet: &mut portcullis::contract::Sheet) {
        sheet.text(&self.text);
    }
}

fn main() {}
