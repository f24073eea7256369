//! Rule: a field that leaves under the name of a secret does not leave
//! Expect: one error at the field

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Expose)]
struct Account {
    user_id: i64,
    #[expose(rename = "api-key")]
    reference: String,
}

fn main() {}
