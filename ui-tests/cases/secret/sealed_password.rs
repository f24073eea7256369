//! Rule: a password is kept as its hash, which nobody opens.
//! Expect: at its type, that it is a `PasswordHash`.

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;

#[derive(Resource, Expose)]
#[resource(table = "customers", owner = "user_id")]
struct Customer {
    id: i64,
    user_id: i64,
    #[expose(never)]
    password: Sealed<String>,
}

fn main() {}
