//! Rule: an input does not set a password as it came
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

#[secure_input(patches = User)]
struct NewPassword {
    #[validate(length(max = 128))]
    password: Secret<String>,
}

fn main() {}
