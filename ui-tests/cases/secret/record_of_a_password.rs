//! Rule: a row of a SELECT shows no secret
//! Expect: one error at the type

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Record)]
struct User {
    id: i64,
    password_hash: String,
}

fn main() {}
