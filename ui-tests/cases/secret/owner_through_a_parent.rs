//! Rule: an owner whom another table names is not told from the row.
//! Expect: at `owner`, that a role is named.

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;

#[derive(Resource)]
#[resource(table = "customers", owner = "user_id")]
struct Customer {
    id: i64,
    user_id: i64,
}

#[derive(Resource, Expose)]
#[resource(table = "addresses", owner = "customer.user_id")]
struct Address {
    id: i64,
    #[resource(parent = Customer)]
    customer_id: i64,
    #[expose(owner)]
    street: Sealed<String>,
}

fn main() {}
