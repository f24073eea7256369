//! Rule: a sealed column leaves to a role or to its owner.
//! Expect: at its type, that the public is neither.

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;

#[derive(Resource, Expose)]
#[resource(table = "customers", owner = "user_id")]
struct Customer {
    id: i64,
    user_id: i64,
    #[expose(public)]
    phone: Sealed<String>,
}

fn main() {}
