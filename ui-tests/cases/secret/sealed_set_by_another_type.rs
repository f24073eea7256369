//! Rule: a sealed column is set by the type that it keeps.
//! Expect: at the field, that its type does not fit.

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;

#[derive(Resource, Expose)]
#[resource(table = "customers", owner = "user_id")]
struct Customer {
    id: i64,
    user_id: i64,
    #[expose(owner)]
    phone: Sealed<String>,
}

#[derive(Change)]
#[change(patches = Customer)]
struct Called {
    phone: i64,
}

fn main() {}
