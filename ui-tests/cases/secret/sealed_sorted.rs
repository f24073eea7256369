//! Rule: nothing is sorted by what a sealed column holds.
//! Expect: at `sort`, that it is to be removed.

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;

#[derive(Clone, Copy, Role)]
enum Role {
    Support,
}

#[derive(Resource, Expose)]
#[resource(table = "customers", owner = "user_id")]
struct Customer {
    id: i64,
    user_id: i64,
    #[expose(role = "support")]
    #[resource(sort)]
    phone: Sealed<String>,
}

fn main() {}
