//! Rule: the name of a stored file never leaves
//! Expect: one error at the type

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Expose)]
struct Shown {
    avatar: Option<StoredName>,
}

fn main() {}
