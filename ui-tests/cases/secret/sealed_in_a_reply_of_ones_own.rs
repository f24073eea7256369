//! Rule: a sealed value leaves to a role or to its owner, in no other struct to everybody.
//! Expect: at its type, that a role or the owner is named.

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;

#[derive(Resource, Expose)]
#[resource(table = "customers", owner = "user_id")]
struct Customer {
    id: i64,
    user_id: i64,
    #[expose(never)]
    phone: Sealed<String>,
}

#[derive(Expose)]
struct Card {
    phone: Sealed<String>,
}

fn main() {}
