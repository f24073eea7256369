//! Rule: `owner` is a word alone: the row says who it is.
//! Expect: at `owner`, that it takes no value.

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;

#[derive(Resource, Expose)]
#[resource(table = "customers", owner = "user_id")]
struct Customer {
    id: i64,
    user_id: i64,
    #[expose(owner = "user_id")]
    phone: Sealed<String>,
}

fn main() {}
