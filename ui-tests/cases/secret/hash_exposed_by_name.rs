//! Rule: the hash of a password never leaves
//! Expect: one error at the field

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource, Expose)]
#[resource(table = "users", owner = "id")]
struct User {
    id: i64,
    password: PasswordHash,
}

fn main() {}
