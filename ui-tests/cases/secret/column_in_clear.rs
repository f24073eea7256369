//! Rule: a secret is not stored in clear
//! Expect: one error at the type of the column

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "users", owner = "id")]
struct User {
    id: i64,
    password: Secret<String>,
}

fn main() {}
