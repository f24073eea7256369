//! Rule: what never leaves has no viewer.
//! Expect: at the second, that one is kept.

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;

#[derive(Resource, Expose)]
#[resource(table = "customers", owner = "user_id")]
struct Customer {
    id: i64,
    user_id: i64,
    #[expose(owner, never)]
    phone: Sealed<String>,
}

fn main() {}
