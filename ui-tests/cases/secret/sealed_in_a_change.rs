//! Rule: a sealed value is of its own row, and sets no other.
//! Expect: at the type of the field, that it is the plain type.

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
struct Copied {
    phone: Sealed<String>,
}

fn main() {}
