//! Rule: who may filter by a column learns what it holds.
//! Expect: at `filter`, that the column leaves to the owner alone.

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;

#[derive(Resource, Expose)]
#[resource(table = "customers", owner = "user_id")]
struct Customer {
    id: i64,
    user_id: i64,
    #[expose(owner)]
    #[resource(filter)]
    nickname: String,
}

fn main() {}
