//! Rule: what must hold of a row is the app's to say
//! Expect: one error at the key, with the known keys

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input(requires = Order)]
struct Asked {
    #[validate(length(max = 9))]
    item: String,
}

fn main() {}
