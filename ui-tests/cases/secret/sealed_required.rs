//! Rule: no statement compares what a sealed column holds.
//! Expect: at the field, that it is opened in the handler.

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
#[change(requires = Customer)]
struct Reached {
    phone: String,
}

fn main() {}
