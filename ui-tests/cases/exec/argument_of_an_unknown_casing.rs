//! Rule: a casing is one of serde's
//! Expect: one error at the literal

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Argument)]
#[argument(rename_all = "uppercase")]
enum Kind {
    A,
}

fn main() {}
