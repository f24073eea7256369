//! Rule: an expression stands where it can be escaped
//! Expect: one error at the template

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

macro_rules! page {
    ($source:literal) => {
        #[markup(source = $source)]
        struct Page {
            text: String,
        }
    };
}

page!("<script>{{ text }}</script>");

fn main() {}
