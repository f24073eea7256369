//! Rule: an owner is not sealed: rows are reached by it.
//! Expect: at its type, that it names nobody.

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;

#[derive(Resource)]
#[resource(table = "customers", owner = "user_id")]
struct Customer {
    id: i64,
    user_id: Sealed<i64>,
}

fn main() {}
