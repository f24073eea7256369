//! Rule: an id is not sealed: rows are found by it.
//! Expect: at its type, that it is no id.

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;

#[derive(Resource)]
#[resource(table = "customers", owner = "user_id")]
struct Customer {
    id: Sealed<i64>,
    user_id: i64,
}

fn main() {}
