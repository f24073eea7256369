//! Rule: a field has a name of its own
//! Expect: one error at the second field

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Expose)]
struct User {
    id: i64,
    #[expose(rename = "id")]
    number: i64,
}

fn main() {}
