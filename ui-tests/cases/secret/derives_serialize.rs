//! Rule: a struct with a secret is not serialized
//! Expect: one error at the field

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(serde::Serialize)]
struct Session {
    user: i64,
    token: Secret<String>,
}

fn main() {}
