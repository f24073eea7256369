//! Rule: what a store has kept is for the accounts alone
//! Expect: one error at the value

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource, Expose)]
#[resource(table = "users", owner = "id")]
struct User {
    id: i64,
    #[expose(never)]
    password: PasswordHash,
}

#[derive(Change)]
#[change(patches = User)]
struct NewPassword {
    password: PasswordHash,
}

fn of_a_phrase(phrase: String) -> NewPassword {
    NewPassword { password: portcullis::identity::KeptPassword::from_stored(phrase) }
}

fn main() {}
