//! Rule: a change sets a password by its hash
//! Expect: one error at the field

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "users", owner = "id")]
struct User {
    id: i64,
    password: PasswordHash,
}

#[derive(Change)]
#[change(patches = User)]
struct NewPassword {
    password: String,
}

fn main() {}
