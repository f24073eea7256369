//! Rule: a field that looks like a secret does not leave by default, in any casing
//! Expect: one error at the field

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Expose)]
struct User {
    id: i64,
    #[expose(rename = "passwordHash")]
    check: String,
}

fn main() {}
