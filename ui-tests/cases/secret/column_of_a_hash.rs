//! Rule: the hash of a password has its own type
//! Expect: one error at the type of the column

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "users", owner = "id")]
struct User {
    id: i64,
    password_hash: String,
}

fn main() {}
