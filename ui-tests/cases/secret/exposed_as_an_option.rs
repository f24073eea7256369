//! Rule: a secret does not leave as a field, whatever holds it
//! Expect: one error at the type of the field

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Expose)]
struct Recovery {
    user_id: i64,
    phrase: Option<Secret<String>>,
}

fn main() {}
